using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>
/// Finds a flow by its addresses, ports and tags (kind <c>flower</c>, man 8 tc-flower, TCA_FLOWER_* of linux/pkt_cls.h). What is null is not
/// looked at. Keys that have no property here, and those behind a mask, are kept as they were read.
/// </summary>
public sealed partial record FlowerFilter : TrafficFilter
{
    /// <summary>Describes a filter.</summary>
    /// <param name="device">The device.</param>
    public FlowerFilter(LinkReference device) : base(device, "flower")
    {
    }

    internal FlowerFilter(in TrafficRow row) : base(row)
    {
        using var other = new NetlinkWriter(stackalloc byte[256]);
        AttributeReader all = row.Attributes;
        AttributeReader attributes = all;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case TCA_FLOWER_CLASSID:
                    ClassId = TrafficHandle.Reported(attribute.Read<uint>());
                    break;
                case TCA_FLOWER_ACT:
                    Actions = TrafficAction.ReadAll(attribute.Nested);
                    break;
                case TCA_FLOWER_FLAGS:
                    Flags = attribute.Read<uint>();
                    break;
                // The filter's protocol says it already; what the hardware did with it is not a part of it.
                case TCA_FLOWER_KEY_ETH_TYPE or TCA_FLOWER_IN_HW_COUNT:
                    break;
                case TCA_FLOWER_KEY_IP_PROTO:
                    IPProtocol = attribute.Read<byte>();
                    break;
                case TCA_FLOWER_KEY_VLAN_ID:
                    VlanId = attribute.Read<ushort>();
                    break;
                case TCA_FLOWER_KEY_VLAN_PRIO:
                    VlanPriority = attribute.Read<byte>();
                    break;
                case TCA_FLOWER_KEY_VLAN_ETH_TYPE:
                    VlanProtocol = (TrafficProtocol)attribute.ReadBigEndian16();
                    break;
                case TCA_FLOWER_KEY_ETH_DST when IsExact(all, TCA_FLOWER_KEY_ETH_DST_MASK):
                    EthernetDestination = attribute.ReadPhysicalAddress();
                    break;
                case TCA_FLOWER_KEY_ETH_SRC when IsExact(all, TCA_FLOWER_KEY_ETH_SRC_MASK):
                    EthernetSource = attribute.ReadPhysicalAddress();
                    break;
                case TCA_FLOWER_KEY_IPV4_SRC or TCA_FLOWER_KEY_IPV6_SRC when PrefixOf(all, attribute.Type + 1) is int length:
                    Source = NetworkOf(attribute, length);
                    break;
                case TCA_FLOWER_KEY_IPV4_DST or TCA_FLOWER_KEY_IPV6_DST when PrefixOf(all, attribute.Type + 1) is int length:
                    Destination = NetworkOf(attribute, length);
                    break;
                case TCA_FLOWER_KEY_TCP_SRC when IsExact(all, TCA_FLOWER_KEY_TCP_SRC_MASK):
                case TCA_FLOWER_KEY_UDP_SRC when IsExact(all, TCA_FLOWER_KEY_UDP_SRC_MASK):
                case TCA_FLOWER_KEY_SCTP_SRC when IsExact(all, TCA_FLOWER_KEY_SCTP_SRC_MASK):
                    SourcePort = attribute.ReadBigEndian16();
                    break;
                case TCA_FLOWER_KEY_TCP_DST when IsExact(all, TCA_FLOWER_KEY_TCP_DST_MASK):
                case TCA_FLOWER_KEY_UDP_DST when IsExact(all, TCA_FLOWER_KEY_UDP_DST_MASK):
                case TCA_FLOWER_KEY_SCTP_DST when IsExact(all, TCA_FLOWER_KEY_SCTP_DST_MASK):
                    DestinationPort = attribute.ReadBigEndian16();
                    break;
                case TCA_FLOWER_KEY_ICMPV4_TYPE when IsExact(all, TCA_FLOWER_KEY_ICMPV4_TYPE_MASK):
                case TCA_FLOWER_KEY_ICMPV6_TYPE when IsExact(all, TCA_FLOWER_KEY_ICMPV6_TYPE_MASK):
                    IcmpType = attribute.Read<byte>();
                    break;
                case TCA_FLOWER_KEY_ICMPV4_CODE when IsExact(all, TCA_FLOWER_KEY_ICMPV4_CODE_MASK):
                case TCA_FLOWER_KEY_ICMPV6_CODE when IsExact(all, TCA_FLOWER_KEY_ICMPV6_CODE_MASK):
                    IcmpCode = attribute.Read<byte>();
                    break;
                case TCA_FLOWER_KEY_IP_TOS when IsExact(all, TCA_FLOWER_KEY_IP_TOS_MASK):
                    TypeOfService = attribute.Read<byte>();
                    break;
                case TCA_FLOWER_KEY_IP_TTL when IsExact(all, TCA_FLOWER_KEY_IP_TTL_MASK):
                    TimeToLive = attribute.Read<byte>();
                    break;
                case int type when IsMask(type) && (IsExact(all, type) || (IsNetworkMask(type) && PrefixOf(all, type) is not null)):
                    break;
                default:
                    other.Bytes(attribute.Type, attribute.Value);
                    break;
            }
        }

        OtherKeys = other.Written.ToArray();
    }

    /// <summary>The Ethernet address that frames go to.</summary>
    public PhysicalAddress? EthernetDestination { get; init; }

    /// <summary>The Ethernet address that frames come from.</summary>
    public PhysicalAddress? EthernetSource { get; init; }

    /// <summary>The protocol above IPv4 or IPv6: 1 is ICMP, 6 TCP, 17 UDP, 58 ICMPv6, 132 SCTP. Ports need it.</summary>
    public byte? IPProtocol { get; init; }

    /// <summary>The network that packets come from; its family is <see cref="TrafficFilter.Protocol"/>'s.</summary>
    public IPNetwork? Source { get; init; }

    /// <summary>The network that packets go to; its family is <see cref="TrafficFilter.Protocol"/>'s.</summary>
    public IPNetwork? Destination { get; init; }

    /// <summary>The port of TCP, UDP or SCTP that packets come from.</summary>
    public ushort? SourcePort { get; init; }

    /// <summary>The port of TCP, UDP or SCTP that packets go to.</summary>
    public ushort? DestinationPort { get; init; }

    /// <summary>The type of an ICMP or ICMPv6 message.</summary>
    public byte? IcmpType { get; init; }

    /// <summary>The code of an ICMP or ICMPv6 message.</summary>
    public byte? IcmpCode { get; init; }

    /// <summary>The type of service, or traffic class, of the IP header.</summary>
    public byte? TypeOfService { get; init; }

    /// <summary>The time to live, or hop limit, of the IP header.</summary>
    public byte? TimeToLive { get; init; }

    /// <summary>The number of the VLAN; <see cref="TrafficFilter.Protocol"/> is <see cref="TrafficProtocol.Vlan"/> then.</summary>
    public ushort? VlanId { get; init; }

    /// <summary>The priority in the VLAN tag.</summary>
    public byte? VlanPriority { get; init; }

    /// <summary>What is behind the VLAN tag.</summary>
    public TrafficProtocol? VlanProtocol { get; init; }

    /// <summary>All other keys: attributes one behind the other, padded to four bytes, in the host's byte order.</summary>
    public ReadOnlyMemory<byte> OtherKeys { get; init; }

    /// <summary>By value, the bytes of <see cref="OtherKeys"/> included.</summary>
    public bool Equals(FlowerFilter? other) =>
        base.Equals(other)
        && (EthernetDestination, EthernetSource, IPProtocol, Source, Destination, SourcePort, DestinationPort)
            .Equals((other.EthernetDestination, other.EthernetSource, other.IPProtocol, other.Source, other.Destination, other.SourcePort, other.DestinationPort))
        && (IcmpType, IcmpCode, TypeOfService, TimeToLive, VlanId, VlanPriority, VlanProtocol)
            == (other.IcmpType, other.IcmpCode, other.TypeOfService, other.TimeToLive, other.VlanId, other.VlanPriority, other.VlanProtocol)
        && OtherKeys.Span.SequenceEqual(other.OtherKeys.Span);

    /// <summary>Goes with <see cref="Equals(FlowerFilter?)"/>.</summary>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), IPProtocol, Source, Destination, SourcePort, DestinationPort, VlanId);

    private protected override void Check(Verb verb)
    {
        if ((SourcePort ?? DestinationPort) is not null && IPProtocol is not (Tcp or Udp or Sctp))
        {
            throw Invalid.Property(nameof(IPProtocol), "Ports need a protocol that has some: 6 (TCP), 17 (UDP) or 132 (SCTP).");
        }

        if ((IcmpType ?? IcmpCode) is not null && IPProtocol is not (Icmp or Icmpv6))
        {
            throw Invalid.Property(nameof(IPProtocol), "A type and a code need a protocol that has some: 1 (ICMP) or 58 (ICMPv6).");
        }

        TrafficProtocol? family = VlanProtocol ?? Protocol;
        if ((Source is IPNetwork source && !Is(source, family)) || (Destination is IPNetwork destination && !Is(destination, family)))
        {
            throw Invalid.Property(nameof(Protocol), "Addresses need the protocol that they are of: IPv4 or IPv6.");
        }
    }

    private static bool Is(IPNetwork network, TrafficProtocol? family) =>
        family == (network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? TrafficProtocol.IPv6 : TrafficProtocol.IPv4);
}
