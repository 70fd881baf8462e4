namespace LinuxNetns.Netlink;

/// <summary>What a link has as a port of a VRF (IFLA_VRF_PORT_* of linux/if_link.h).</summary>
public sealed record VrfPort : LinkPort
{
    private const int IFLA_VRF_PORT_TABLE = 1;

    /// <summary>Describes the settings of a port.</summary>
    public VrfPort() : base("vrf")
    {
    }

    internal VrfPort(in LinkRow row) : base("vrf")
    {
        AttributeReader data = row.PortData;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_VRF_PORT_TABLE:
                    Table = attribute.Read<uint>();
                    break;
            }
        }
    }

    /// <summary>The routing table of the VRF (IFLA_VRF_PORT_TABLE).</summary>
    public uint? Table { get; internal init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
    }
}
