namespace LinuxNetns.Netlink;

/// <summary>A routing domain: what its ports receive, and what sockets bound to it send, uses its table (kind <c>vrf</c>, man 8 ip-vrf, IFLA_VRF_* of linux/if_link.h).</summary>
public sealed record VrfLink : Link
{
    private const int IFLA_VRF_TABLE = 1;

    /// <summary>Describes a VRF.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public VrfLink(string name = "") : base(name) => Kind = "vrf";

    internal VrfLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_VRF_TABLE:
                    Table = attribute.Read<uint>();
                    break;
            }
        }
    }

    /// <summary>Its routing table; must be given to make it (IFLA_VRF_TABLE).</summary>
    public uint? Table { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_VRF_TABLE, Table);
    }
}
