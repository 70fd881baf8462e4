using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <content>Its attributes.</content>
public sealed partial record FlowerFilter
{
    private const byte Icmp = 1;
    private const byte Tcp = 6;
    private const byte Udp = 17;
    private const byte Icmpv6 = 58;
    private const byte Sctp = 132;

    private const int TCA_FLOWER_CLASSID = 1;
    private const int TCA_FLOWER_ACT = 3;
    private const int TCA_FLOWER_KEY_ETH_DST = 4;
    private const int TCA_FLOWER_KEY_ETH_DST_MASK = 5;
    private const int TCA_FLOWER_KEY_ETH_SRC = 6;
    private const int TCA_FLOWER_KEY_ETH_SRC_MASK = 7;
    private const int TCA_FLOWER_KEY_ETH_TYPE = 8;
    private const int TCA_FLOWER_KEY_IP_PROTO = 9;
    private const int TCA_FLOWER_KEY_IPV4_SRC = 10;
    private const int TCA_FLOWER_KEY_IPV4_SRC_MASK = 11;
    private const int TCA_FLOWER_KEY_IPV4_DST = 12;
    private const int TCA_FLOWER_KEY_IPV4_DST_MASK = 13;
    private const int TCA_FLOWER_KEY_IPV6_SRC = 14;
    private const int TCA_FLOWER_KEY_IPV6_SRC_MASK = 15;
    private const int TCA_FLOWER_KEY_IPV6_DST = 16;
    private const int TCA_FLOWER_KEY_IPV6_DST_MASK = 17;
    private const int TCA_FLOWER_KEY_TCP_SRC = 18;
    private const int TCA_FLOWER_KEY_TCP_DST = 19;
    private const int TCA_FLOWER_KEY_UDP_SRC = 20;
    private const int TCA_FLOWER_KEY_UDP_DST = 21;
    private const int TCA_FLOWER_FLAGS = 22;
    private const int TCA_FLOWER_KEY_VLAN_ID = 23;
    private const int TCA_FLOWER_KEY_VLAN_PRIO = 24;
    private const int TCA_FLOWER_KEY_VLAN_ETH_TYPE = 25;
    private const int TCA_FLOWER_KEY_TCP_SRC_MASK = 35;
    private const int TCA_FLOWER_KEY_TCP_DST_MASK = 36;
    private const int TCA_FLOWER_KEY_UDP_SRC_MASK = 37;
    private const int TCA_FLOWER_KEY_UDP_DST_MASK = 38;
    private const int TCA_FLOWER_KEY_SCTP_SRC_MASK = 39;
    private const int TCA_FLOWER_KEY_SCTP_DST_MASK = 40;
    private const int TCA_FLOWER_KEY_SCTP_SRC = 41;
    private const int TCA_FLOWER_KEY_SCTP_DST = 42;
    private const int TCA_FLOWER_KEY_ICMPV4_CODE = 49;
    private const int TCA_FLOWER_KEY_ICMPV4_CODE_MASK = 50;
    private const int TCA_FLOWER_KEY_ICMPV4_TYPE = 51;
    private const int TCA_FLOWER_KEY_ICMPV4_TYPE_MASK = 52;
    private const int TCA_FLOWER_KEY_ICMPV6_CODE = 53;
    private const int TCA_FLOWER_KEY_ICMPV6_CODE_MASK = 54;
    private const int TCA_FLOWER_KEY_ICMPV6_TYPE = 55;
    private const int TCA_FLOWER_KEY_ICMPV6_TYPE_MASK = 56;
    private const int TCA_FLOWER_KEY_IP_TOS = 73;
    private const int TCA_FLOWER_KEY_IP_TOS_MASK = 74;
    private const int TCA_FLOWER_KEY_IP_TTL = 75;
    private const int TCA_FLOWER_KEY_IP_TTL_MASK = 76;
    private const int TCA_FLOWER_IN_HW_COUNT = 86;

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        int nest = request.BeginNested(TrafficAttribute.TCA_OPTIONS);
        request.Attribute(TCA_FLOWER_CLASSID, ClassId?.Value, nameof(ClassId));
        WriteFlags(ref request, TCA_FLOWER_FLAGS);
        if (Protocol is not (null or TrafficProtocol.All))
        {
            request.BigEndian(TCA_FLOWER_KEY_ETH_TYPE, (ushort)Protocol, nameof(Protocol));
        }

        request.BigEndian(TCA_FLOWER_KEY_VLAN_ETH_TYPE, (ushort?)VlanProtocol, nameof(VlanProtocol));
        request.Attribute(TCA_FLOWER_KEY_VLAN_ID, VlanId);
        request.Attribute(TCA_FLOWER_KEY_VLAN_PRIO, VlanPriority);
        request.Attribute(TCA_FLOWER_KEY_ETH_DST, EthernetDestination);
        request.Attribute(TCA_FLOWER_KEY_ETH_SRC, EthernetSource);
        request.Attribute(TCA_FLOWER_KEY_IP_PROTO, IPProtocol);
        WriteNetwork(ref request, TCA_FLOWER_KEY_IPV4_SRC, TCA_FLOWER_KEY_IPV6_SRC, Source, nameof(Source));
        WriteNetwork(ref request, TCA_FLOWER_KEY_IPV4_DST, TCA_FLOWER_KEY_IPV6_DST, Destination, nameof(Destination));
        request.BigEndian(Of(TCA_FLOWER_KEY_TCP_SRC, TCA_FLOWER_KEY_UDP_SRC, TCA_FLOWER_KEY_SCTP_SRC), SourcePort);
        request.BigEndian(Of(TCA_FLOWER_KEY_TCP_DST, TCA_FLOWER_KEY_UDP_DST, TCA_FLOWER_KEY_SCTP_DST), DestinationPort);
        request.Attribute(IPProtocol == Icmpv6 ? TCA_FLOWER_KEY_ICMPV6_TYPE : TCA_FLOWER_KEY_ICMPV4_TYPE, IcmpType);
        request.Attribute(IPProtocol == Icmpv6 ? TCA_FLOWER_KEY_ICMPV6_CODE : TCA_FLOWER_KEY_ICMPV4_CODE, IcmpCode);
        request.Attribute(TCA_FLOWER_KEY_IP_TOS, TypeOfService);
        request.Attribute(TCA_FLOWER_KEY_IP_TTL, TimeToLive);
        request.RawBytes(OtherKeys.Span);
        TrafficAction.WriteAll(ref request, TCA_FLOWER_ACT, Actions, links);
        request.EndNested(nest);
    }

    private int Of(int tcp, int udp, int sctp) => IPProtocol switch { Udp => udp, Sctp => sctp, _ => tcp };

    /// <summary>Without a mask the kernel takes the whole address.</summary>
    private static void WriteNetwork(ref NetlinkWriter request, int v4, int v6, IPNetwork? network, string property)
    {
        if (network is not IPNetwork there)
        {
            return;
        }

        int type = there.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? v6 : v4;
        Span<byte> mask = stackalloc byte[there.BaseAddress.AddressFamily.AddressLength()];
        for (int i = 0; i < mask.Length; i++)
        {
            mask[i] = (byte)(0xff00 >> Math.Clamp(there.PrefixLength - i * 8, 0, 8));
        }

        request.Attribute(type, there.BaseAddress, property);
        request.Bytes(type + 1, mask, property);
    }

    private static bool IsNetworkMask(int type) =>
        type is TCA_FLOWER_KEY_IPV4_SRC_MASK or TCA_FLOWER_KEY_IPV4_DST_MASK or TCA_FLOWER_KEY_IPV6_SRC_MASK or TCA_FLOWER_KEY_IPV6_DST_MASK;

    private static bool IsMask(int type) => IsNetworkMask(type) || type is TCA_FLOWER_KEY_ETH_DST_MASK or TCA_FLOWER_KEY_ETH_SRC_MASK
        or (>= TCA_FLOWER_KEY_TCP_SRC_MASK and <= TCA_FLOWER_KEY_SCTP_DST_MASK)
        or TCA_FLOWER_KEY_ICMPV4_CODE_MASK or TCA_FLOWER_KEY_ICMPV4_TYPE_MASK or TCA_FLOWER_KEY_ICMPV6_CODE_MASK or TCA_FLOWER_KEY_ICMPV6_TYPE_MASK
        or TCA_FLOWER_KEY_IP_TOS_MASK or TCA_FLOWER_KEY_IP_TTL_MASK;

    /// <summary>Every bit counts, as without a mask.</summary>
    private static bool IsExact(AttributeReader all, int mask) => all.Find(mask).Value.IndexOfAnyExcept((byte)0xff) < 0;

    /// <summary>The mask as a prefix length; null where it is none.</summary>
    private static int? PrefixOf(AttributeReader all, int mask)
    {
        ReadOnlySpan<byte> bytes = all.Find(mask).Value;
        if (bytes.IsEmpty)
        {
            return mask is TCA_FLOWER_KEY_IPV4_SRC_MASK or TCA_FLOWER_KEY_IPV4_DST_MASK ? 32 : 128;
        }

        int length = 0;
        while (length < bytes.Length * 8 && (bytes[length / 8] & (0x80 >> (length % 8))) != 0)
        {
            length++;
        }

        for (int bit = length; bit < bytes.Length * 8; bit++)
        {
            if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0)
            {
                return null;
            }
        }

        return length;
    }

    private static IPNetwork NetworkOf(in NetlinkAttribute attribute, int length)
    {
        // A network's address ends where its mask does: the kernel has cut it already.
        return IPNetwork.TryParse(string.Create(CultureInfo.InvariantCulture, $"{attribute.ReadAddress()}/{length}"), out IPNetwork network)
            ? network : throw Malformed.Value(attribute.Type, attribute.Value.Length);
    }
}
