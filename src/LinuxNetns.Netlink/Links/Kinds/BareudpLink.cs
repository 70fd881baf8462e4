namespace LinuxNetns.Netlink;

/// <summary>A tunnel that puts packets of a layer 3 protocol into UDP, without a header (kind <c>bareudp</c>, man 8 ip-link, IFLA_BAREUDP_* of linux/if_link.h).</summary>
public sealed record BareudpLink : Link
{
    private const int IFLA_BAREUDP_PORT = 1;
    private const int IFLA_BAREUDP_ETHERTYPE = 2;
    private const int IFLA_BAREUDP_SRCPORT_MIN = 3;
    private const int IFLA_BAREUDP_MULTIPROTO_MODE = 4;

    /// <summary>Describes a tunnel.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public BareudpLink(string name = "") : base(name) => Kind = "bareudp";

    internal BareudpLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_BAREUDP_PORT:
                    DestinationPort = attribute.ReadBigEndian16();
                    break;
                case IFLA_BAREUDP_ETHERTYPE:
                    EtherType = attribute.ReadBigEndian16();
                    break;
                case IFLA_BAREUDP_SRCPORT_MIN:
                    SourcePortMin = attribute.Read<ushort>();
                    break;
                case IFLA_BAREUDP_MULTIPROTO_MODE:
                    MultiProtocol = true;
                    break;
            }
        }
    }

    /// <summary>UDP port; must be given to make it (IFLA_BAREUDP_PORT).</summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>Ethernet protocol of the packets, 0x0800 for IPv4, 0x8847 for MPLS; must be given to make it (IFLA_BAREUDP_ETHERTYPE).</summary>
    public ushort? EtherType { get; init; }

    /// <summary>Least UDP port to send from (IFLA_BAREUDP_SRCPORT_MIN).</summary>
    public ushort? SourcePortMin { get; init; }

    /// <summary>With IPv4 it takes IPv6 too, with MPLS multicast MPLS (IFLA_BAREUDP_MULTIPROTO_MODE).</summary>
    public bool MultiProtocol { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.BigEndian(IFLA_BAREUDP_PORT, DestinationPort);
        request.BigEndian(IFLA_BAREUDP_ETHERTYPE, EtherType);
        request.Attribute(IFLA_BAREUDP_SRCPORT_MIN, SourcePortMin);
        request.Flag(IFLA_BAREUDP_MULTIPROTO_MODE, MultiProtocol);
    }
}
