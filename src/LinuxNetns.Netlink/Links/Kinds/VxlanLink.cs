using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>An Ethernet over UDP (RFC 7348; kind <c>vxlan</c>, man 8 ip-link, IFLA_VXLAN_* of linux/if_link.h). <see cref="Link.Lower"/> is the device that its packets leave by.</summary>
public sealed record VxlanLink : Link
{
    private const int IFLA_VXLAN_ID = 1;
    private const int IFLA_VXLAN_GROUP = 2;
    private const int IFLA_VXLAN_LINK = 3;
    private const int IFLA_VXLAN_LOCAL = 4;
    private const int IFLA_VXLAN_TTL = 5;
    private const int IFLA_VXLAN_TOS = 6;
    private const int IFLA_VXLAN_LEARNING = 7;
    private const int IFLA_VXLAN_AGEING = 8;
    private const int IFLA_VXLAN_LIMIT = 9;
    private const int IFLA_VXLAN_PORT_RANGE = 10;
    private const int IFLA_VXLAN_PROXY = 11;
    private const int IFLA_VXLAN_RSC = 12;
    private const int IFLA_VXLAN_L2MISS = 13;
    private const int IFLA_VXLAN_L3MISS = 14;
    private const int IFLA_VXLAN_PORT = 15;
    private const int IFLA_VXLAN_GROUP6 = 16;
    private const int IFLA_VXLAN_LOCAL6 = 17;
    private const int IFLA_VXLAN_UDP_CSUM = 18;
    private const int IFLA_VXLAN_UDP_ZERO_CSUM6_TX = 19;
    private const int IFLA_VXLAN_UDP_ZERO_CSUM6_RX = 20;
    private const int IFLA_VXLAN_REMCSUM_TX = 21;
    private const int IFLA_VXLAN_REMCSUM_RX = 22;
    private const int IFLA_VXLAN_GBP = 23;
    private const int IFLA_VXLAN_REMCSUM_NOPARTIAL = 24;
    private const int IFLA_VXLAN_COLLECT_METADATA = 25;
    private const int IFLA_VXLAN_LABEL = 26;
    private const int IFLA_VXLAN_GPE = 27;
    private const int IFLA_VXLAN_TTL_INHERIT = 28;
    private const int IFLA_VXLAN_DF = 29;
    private const int IFLA_VXLAN_VNIFILTER = 30;
    private const int IFLA_VXLAN_LOCALBYPASS = 31;
    private const int IFLA_VXLAN_LABEL_POLICY = 32;
    private const int IFLA_VXLAN_MC_ROUTE = 34;

    internal const uint MaxVni = 0xff_ffff;
    private const uint MaxFlowLabel = 0xf_ffff;

    /// <summary>Describes a VXLAN; <see cref="Vni"/> must be given to make it.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public VxlanLink(string name = "") : base(name) => Kind = "vxlan";

    internal VxlanLink(in LinkRow row) : base(row)
    {
        // IFLA_LINK is its own index where IFLA_LINK_NETNSID makes the kernel report one.
        Lower = null;
        AttributeReader data = row.Data;
        while (data.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case IFLA_VXLAN_ID:
                    Vni = attribute.ReadAtMost(MaxVni);
                    break;
                case IFLA_VXLAN_TTL:
                    Ttl = attribute.Read<byte>();
                    break;
                case IFLA_VXLAN_TOS:
                    Tos = attribute.Read<byte>();
                    break;
                case IFLA_VXLAN_LEARNING:
                    Learning = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_AGEING:
                    Ageing = TimeSpan.FromSeconds(attribute.Read<uint>());
                    break;
                case IFLA_VXLAN_LIMIT:
                    MaxEntries = attribute.Read<uint>();
                    break;
                case IFLA_VXLAN_PROXY:
                    Proxy = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_RSC:
                    RouteShortCircuit = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_L2MISS:
                    L2Miss = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_L3MISS:
                    L3Miss = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_PORT:
                    DestinationPort = attribute.ReadBigEndian16();
                    break;
                case IFLA_VXLAN_UDP_CSUM:
                    UdpChecksum = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_UDP_ZERO_CSUM6_TX:
                    NoUdpChecksum6Transmit = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_UDP_ZERO_CSUM6_RX:
                    NoUdpChecksum6Receive = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_REMCSUM_TX:
                    RemoteChecksumTransmit = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_REMCSUM_RX:
                    RemoteChecksumReceive = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_GBP:
                    GroupPolicy = true;
                    break;
                case IFLA_VXLAN_REMCSUM_NOPARTIAL:
                    NoPartialRemoteChecksum = true;
                    break;
                case IFLA_VXLAN_GPE:
                    GenericProtocol = true;
                    break;
                case IFLA_VXLAN_COLLECT_METADATA:
                    External = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_LABEL:
                    FlowLabel = attribute.ReadBigEndian32() & MaxFlowLabel;
                    break;
                case IFLA_VXLAN_DF:
                    DontFragment = (VxlanDontFragment)attribute.Read<byte>();
                    break;
                case IFLA_VXLAN_VNIFILTER:
                    VniFilter = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_LOCALBYPASS:
                    LocalBypass = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_LABEL_POLICY:
                    LabelPolicy = (VxlanLabelPolicy)attribute.Read<uint>();
                    break;
                case IFLA_VXLAN_MC_ROUTE:
                    MulticastRouting = attribute.ReadBool();
                    break;
                case IFLA_VXLAN_GROUP or IFLA_VXLAN_GROUP6:
                    Remote = attribute.ReadAddress();
                    break;
                case IFLA_VXLAN_LOCAL or IFLA_VXLAN_LOCAL6:
                    Local = attribute.ReadAddress();
                    break;
                case IFLA_VXLAN_LINK:
                    Lower = LinkReference.Reported(attribute.Read<int>());
                    break;
                case IFLA_VXLAN_PORT_RANGE:
                    uint range = attribute.ReadBigEndian32();
                    SourcePorts = range == 0 ? null : PortRange.Reported((ushort)(range >> 16), (ushort)range);
                    break;
                case IFLA_VXLAN_TTL_INHERIT:
                    // A flag to write, a byte to read.
                    InheritTtl = attribute.Value.IsEmpty || attribute.ReadBool();
                    break;
            }
        }
    }

    /// <summary>The VXLAN network identifier, 24 bits; must be given to make it, unless <see cref="External"/> is (IFLA_VXLAN_ID).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is larger.</exception>
    public uint? Vni
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? default, MaxVni, nameof(Vni));
            field = value;
        }
    }

    /// <summary>Time to live of its packets; 0: the routing's (IFLA_VXLAN_TTL).</summary>
    public byte? Ttl { get; init; }

    /// <summary>Type of service of its packets; 1: from the packet inside (IFLA_VXLAN_TOS).</summary>
    public byte? Tos { get; init; }

    /// <summary>It learns where addresses are from what it receives (IFLA_VXLAN_LEARNING).</summary>
    public bool? Learning { get; init; }

    /// <summary>How long what was learnt is kept (IFLA_VXLAN_AGEING). In whole seconds.</summary>
    public TimeSpan? Ageing { get; init; }

    /// <summary>The most entries of the forwarding database; 0: no limit (IFLA_VXLAN_LIMIT).</summary>
    public uint? MaxEntries { get; init; }

    /// <summary>It answers ARP for others (IFLA_VXLAN_PROXY).</summary>
    public bool? Proxy { get; init; }

    /// <summary>Route short circuit (IFLA_VXLAN_RSC).</summary>
    public bool? RouteShortCircuit { get; init; }

    /// <summary>It tells when a hardware address is not known (IFLA_VXLAN_L2MISS).</summary>
    public bool? L2Miss { get; init; }

    /// <summary>It tells when an IP address is not known (IFLA_VXLAN_L3MISS).</summary>
    public bool? L3Miss { get; init; }

    /// <summary>UDP port that it sends to and listens on (IFLA_VXLAN_PORT). The kernel's default is 8472, the assigned one 4789.</summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>UDP checksums over IPv4 (IFLA_VXLAN_UDP_CSUM).</summary>
    public bool? UdpChecksum { get; init; }

    /// <summary>No UDP checksums are sent over IPv6 (IFLA_VXLAN_UDP_ZERO_CSUM6_TX).</summary>
    public bool? NoUdpChecksum6Transmit { get; init; }

    /// <summary>Packets without a UDP checksum are taken over IPv6 (IFLA_VXLAN_UDP_ZERO_CSUM6_RX).</summary>
    public bool? NoUdpChecksum6Receive { get; init; }

    /// <summary>Remote checksum offload, sending (IFLA_VXLAN_REMCSUM_TX).</summary>
    public bool? RemoteChecksumTransmit { get; init; }

    /// <summary>Remote checksum offload, receiving (IFLA_VXLAN_REMCSUM_RX).</summary>
    public bool? RemoteChecksumReceive { get; init; }

    /// <summary>Group based policy (IFLA_VXLAN_GBP).</summary>
    public bool GroupPolicy { get; init; }

    /// <summary>Remote checksum offload without partial checksums (IFLA_VXLAN_REMCSUM_NOPARTIAL).</summary>
    public bool NoPartialRemoteChecksum { get; init; }

    /// <summary>Generic protocol extension: it carries IP, and has no hardware address (IFLA_VXLAN_GPE).</summary>
    public bool GenericProtocol { get; init; }

    /// <summary>Routes and filters decide about each packet (IFLA_VXLAN_COLLECT_METADATA).</summary>
    public bool? External { get; init; }

    /// <summary>Flow label of its IPv6 packets, 20 bits (IFLA_VXLAN_LABEL).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is larger.</exception>
    public uint? FlowLabel
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value ?? default, MaxFlowLabel, nameof(FlowLabel));
            field = value;
        }
    }

    /// <summary>The "don't fragment" bit of its packets (IFLA_VXLAN_DF).</summary>
    public VxlanDontFragment? DontFragment { get; init; }

    /// <summary>With <see cref="External"/>: only VNIs of its list are received (IFLA_VXLAN_VNIFILTER). Linux 5.18.</summary>
    public bool? VniFilter { get; init; }

    /// <summary>Packets to an address of this host go to the VXLAN there without UDP (IFLA_VXLAN_LOCALBYPASS). Linux 6.5.</summary>
    public bool? LocalBypass { get; init; }

    /// <summary>Where the flow label comes from (IFLA_VXLAN_LABEL_POLICY). Linux 6.7.</summary>
    public VxlanLabelPolicy? LabelPolicy { get; init; }

    /// <summary>Multicast packets of its own are routed (IFLA_VXLAN_MC_ROUTE). Linux 6.17.</summary>
    public bool? MulticastRouting { get; init; }

    /// <summary>Where packets go whose destination is not known: another end, or a multicast group (IFLA_VXLAN_GROUP, IFLA_VXLAN_GROUP6).</summary>
    public IPAddress? Remote { get; init; }

    /// <summary>The address that it sends from (IFLA_VXLAN_LOCAL, IFLA_VXLAN_LOCAL6).</summary>
    public IPAddress? Local { get; init; }

    /// <summary>The UDP ports that it sends from (IFLA_VXLAN_PORT_RANGE); null: the range of the system.</summary>
    public PortRange? SourcePorts { get; init; }

    /// <summary>The time to live comes from the packet inside (IFLA_VXLAN_TTL_INHERIT). It cannot be switched off again.</summary>
    public bool InheritTtl { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(IFLA_VXLAN_ID, Vni);
        request.Attribute(IFLA_VXLAN_TTL, Ttl);
        request.Attribute(IFLA_VXLAN_TOS, Tos);
        request.Attribute(IFLA_VXLAN_LEARNING, Learning);
        request.Attribute(IFLA_VXLAN_AGEING, KernelTime.Seconds(Ageing, nameof(Ageing)), nameof(Ageing));
        request.Attribute(IFLA_VXLAN_LIMIT, MaxEntries);
        request.Attribute(IFLA_VXLAN_PROXY, Proxy);
        request.Attribute(IFLA_VXLAN_RSC, RouteShortCircuit);
        request.Attribute(IFLA_VXLAN_L2MISS, L2Miss);
        request.Attribute(IFLA_VXLAN_L3MISS, L3Miss);
        request.BigEndian(IFLA_VXLAN_PORT, DestinationPort);
        request.Attribute(IFLA_VXLAN_UDP_CSUM, UdpChecksum);
        request.Attribute(IFLA_VXLAN_UDP_ZERO_CSUM6_TX, NoUdpChecksum6Transmit);
        request.Attribute(IFLA_VXLAN_UDP_ZERO_CSUM6_RX, NoUdpChecksum6Receive);
        request.Attribute(IFLA_VXLAN_REMCSUM_TX, RemoteChecksumTransmit);
        request.Attribute(IFLA_VXLAN_REMCSUM_RX, RemoteChecksumReceive);
        request.Flag(IFLA_VXLAN_GBP, GroupPolicy);
        request.Flag(IFLA_VXLAN_REMCSUM_NOPARTIAL, NoPartialRemoteChecksum);
        request.Flag(IFLA_VXLAN_GPE, GenericProtocol);
        request.Attribute(IFLA_VXLAN_COLLECT_METADATA, External);
        request.BigEndian(IFLA_VXLAN_LABEL, FlowLabel);
        request.Attribute(IFLA_VXLAN_DF, (byte?)DontFragment, nameof(DontFragment));
        request.Attribute(IFLA_VXLAN_VNIFILTER, VniFilter);
        request.Attribute(IFLA_VXLAN_LOCALBYPASS, LocalBypass);
        request.Attribute(IFLA_VXLAN_LABEL_POLICY, (uint?)LabelPolicy, nameof(LabelPolicy));
        request.Attribute(IFLA_VXLAN_MC_ROUTE, MulticastRouting);
        request.Attribute(Remote?.AddressFamily == AddressFamily.InterNetworkV6 ? IFLA_VXLAN_GROUP6 : IFLA_VXLAN_GROUP, Remote);
        request.Attribute(Local?.AddressFamily == AddressFamily.InterNetworkV6 ? IFLA_VXLAN_LOCAL6 : IFLA_VXLAN_LOCAL, Local);
        request.Attribute(IFLA_VXLAN_LINK, links.IndexOf(Lower, LowerNamespace), nameof(Lower));
        request.Flag(IFLA_VXLAN_TTL_INHERIT, InheritTtl);
        if (SourcePorts is PortRange ports)
        {
            // struct ifla_vxlan_port_range: two __be16
            request.BigEndian(IFLA_VXLAN_PORT_RANGE, ((uint)ports.First << 16) | ports.Last, nameof(SourcePorts));
        }
    }
}
