namespace LinuxNetns.Netlink;

/// <summary>A VLAN of the device below (kind <c>vlan</c>, man 8 ip-link, IFLA_VLAN_* of linux/if_link.h).</summary>
public sealed record VlanLink : Link
{
    private const int IFLA_VLAN_ID = 1;
    private const int IFLA_VLAN_PROTOCOL = 5;

    /// <summary>Describes a VLAN device; <see cref="Link.Lower"/> and <see cref="VlanId"/> must be given to make it.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public VlanLink(string name = "") : base(name) => Kind = "vlan";

    internal VlanLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_VLAN_ID:
                    VlanId = attribute.Read<ushort>();
                    break;
                case IFLA_VLAN_PROTOCOL:
                    Protocol = (VlanProtocol)attribute.ReadBigEndian16();
                    break;
            }
        }
    }

    /// <summary>The VLAN's number, 0 to 4094 (IFLA_VLAN_ID).</summary>
    public ushort? VlanId { get; init; }

    /// <summary>Which tag it puts before the frames (IFLA_VLAN_PROTOCOL); 802.1Q unless told otherwise.</summary>
    public VlanProtocol? Protocol { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_VLAN_ID, VlanId);
        request.BigEndian(IFLA_VLAN_PROTOCOL, (ushort?)Protocol);
    }
}
