using System.Net;

namespace LinuxNetns.Netlink;

/// <summary>Ethernet in UDP by RFC 8926 (kind <c>geneve</c>, ip-link(8), IFLA_GENEVE_* of linux/if_link.h).</summary>
/// <remarks>In a change the kernel refuses some options even where they are what they were: give only what changes, <c>new GeneveLink { Ttl = 5 }</c>.</remarks>
public sealed record GeneveLink : Link
{
    private const int IFLA_GENEVE_ID = 1;
    private const int IFLA_GENEVE_REMOTE = 2;
    private const int IFLA_GENEVE_TTL = 3;
    private const int IFLA_GENEVE_TOS = 4;
    private const int IFLA_GENEVE_PORT = 5;
    private const int IFLA_GENEVE_COLLECT_METADATA = 6;
    private const int IFLA_GENEVE_REMOTE6 = 7;
    private const int IFLA_GENEVE_UDP_CSUM = 8;
    private const int IFLA_GENEVE_UDP_ZERO_CSUM6_TX = 9;
    private const int IFLA_GENEVE_UDP_ZERO_CSUM6_RX = 10;
    private const int IFLA_GENEVE_LABEL = 11;
    private const int IFLA_GENEVE_TTL_INHERIT = 12;
    private const int IFLA_GENEVE_DF = 13;
    private const int IFLA_GENEVE_INNER_PROTO_INHERIT = 14;

    private const uint MaxVni = 0xffffff;

    private readonly uint? _vni;

    /// <summary>Describes a device; <see cref="Vni"/> and <see cref="Remote"/>, or <see cref="External"/>, must be given to make it.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public GeneveLink(string name = "") : base(name) => Kind = "geneve";

    internal GeneveLink(in LinkRow row) : base(row)
    {
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_GENEVE_ID:
                    _vni = attribute.Read<uint>();
                    break;
                case IFLA_GENEVE_REMOTE or IFLA_GENEVE_REMOTE6:
                    Remote = attribute.ReadAddress();
                    break;
                case IFLA_GENEVE_TTL:
                    Ttl = attribute.Read<byte>();
                    break;
                case IFLA_GENEVE_TOS:
                    TrafficClass = attribute.Read<byte>();
                    break;
                case IFLA_GENEVE_PORT:
                    DestinationPort = attribute.ReadBigEndian16();
                    break;
                case IFLA_GENEVE_COLLECT_METADATA:
                    External = true;
                    break;
                case IFLA_GENEVE_UDP_CSUM:
                    Checksum = attribute.ReadBool();
                    break;
                case IFLA_GENEVE_UDP_ZERO_CSUM6_TX:
                    SendZeroChecksum6 = attribute.ReadBool();
                    break;
                case IFLA_GENEVE_UDP_ZERO_CSUM6_RX:
                    AcceptZeroChecksum6 = attribute.ReadBool();
                    break;
                case IFLA_GENEVE_LABEL:
                    FlowLabel = attribute.ReadBigEndian32();
                    break;
                case IFLA_GENEVE_TTL_INHERIT:
                    InheritTtl = attribute.ReadBool();
                    break;
                case IFLA_GENEVE_DF:
                    DontFragment = (GeneveDontFragment)attribute.Read<byte>();
                    break;
                case IFLA_GENEVE_INNER_PROTO_INHERIT:
                    InheritInnerProtocol = true;
                    break;
            }
        }
    }

    /// <summary>The number of the virtual network, 24 bits (IFLA_GENEVE_ID). It cannot change.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It has more than 24 bits.</exception>
    public uint? Vni
    {
        get => _vni;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? 0, MaxVni);
            _vni = value;
        }
    }

    /// <summary>The other end, IPv4 or IPv6 (IFLA_GENEVE_REMOTE, IFLA_GENEVE_REMOTE6). It cannot change.</summary>
    public IPAddress? Remote { get; init; }

    /// <summary>How many hops the packets outside may take; 0: the route says (IFLA_GENEVE_TTL).</summary>
    public byte? Ttl { get; init; }

    /// <summary>The number of hops left is that of the packets inside (IFLA_GENEVE_TTL_INHERIT).</summary>
    public bool? InheritTtl { get; init; }

    /// <summary>The type of service of the packets outside; 1: that of those inside (IFLA_GENEVE_TOS).</summary>
    public byte? TrafficClass { get; init; }

    /// <summary>The UDP port of the other end, 6081 unless told otherwise (IFLA_GENEVE_PORT). It cannot change.</summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>Routes and filters say for every packet where it goes, and one device serves them all (IFLA_GENEVE_COLLECT_METADATA).</summary>
    public bool External { get; init; }

    /// <summary>UDP checksums over IPv4 (IFLA_GENEVE_UDP_CSUM).</summary>
    public bool? Checksum { get; init; }

    /// <summary>No UDP checksums are sent over IPv6 (IFLA_GENEVE_UDP_ZERO_CSUM6_TX).</summary>
    public bool? SendZeroChecksum6 { get; init; }

    /// <summary>Packets without UDP checksum are accepted over IPv6 (IFLA_GENEVE_UDP_ZERO_CSUM6_RX).</summary>
    public bool? AcceptZeroChecksum6 { get; init; }

    /// <summary>Over IPv6: the flow label of the packets outside (IFLA_GENEVE_LABEL).</summary>
    public uint? FlowLabel { get; init; }

    /// <summary>Whether the packets outside may be fragmented (IFLA_GENEVE_DF).</summary>
    public GeneveDontFragment? DontFragment { get; init; }

    /// <summary>It carries IP without Ethernet (IFLA_GENEVE_INNER_PROTO_INHERIT, Linux 5.18 and later).</summary>
    public bool InheritInnerProtocol { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_GENEVE_ID, Vni);
        request.Attribute(Remote is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } ? IFLA_GENEVE_REMOTE6 : IFLA_GENEVE_REMOTE, Remote);
        request.Attribute(IFLA_GENEVE_TTL, Ttl);
        if (InheritTtl == true || Ttl is null)
        {
            // The kernel does not look at the number where this is there, on or off.
            request.Attribute(IFLA_GENEVE_TTL_INHERIT, InheritTtl);
        }

        request.Attribute(IFLA_GENEVE_TOS, TrafficClass);
        request.BigEndian(IFLA_GENEVE_PORT, DestinationPort);
        request.Flag(IFLA_GENEVE_COLLECT_METADATA, External);
        request.Attribute(IFLA_GENEVE_UDP_CSUM, Checksum);
        request.Attribute(IFLA_GENEVE_UDP_ZERO_CSUM6_TX, SendZeroChecksum6);
        request.Attribute(IFLA_GENEVE_UDP_ZERO_CSUM6_RX, AcceptZeroChecksum6);
        request.BigEndian(IFLA_GENEVE_LABEL, FlowLabel);
        request.Attribute(IFLA_GENEVE_DF, (byte?)DontFragment, nameof(DontFragment));
        request.Flag(IFLA_GENEVE_INNER_PROTO_INHERIT, InheritInnerProtocol);
    }
}
