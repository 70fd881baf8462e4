namespace LinuxNetns.Netlink;

/// <summary>IFLA_* of linux/if_link.h and what goes with them.</summary>
internal static class LinkAttribute
{
    internal const int IFLA_ADDRESS = 1;
    internal const int IFLA_BROADCAST = 2;
    internal const int IFLA_IFNAME = 3;
    internal const int IFLA_MTU = 4;
    internal const int IFLA_LINK = 5;
    internal const int IFLA_QDISC = 6;
    internal const int IFLA_MASTER = 10;
    internal const int IFLA_TXQLEN = 13;
    internal const int IFLA_OPERSTATE = 16;
    internal const int IFLA_LINKMODE = 17;
    internal const int IFLA_LINKINFO = 18;
    internal const int IFLA_NET_NS_PID = 19;
    internal const int IFLA_IFALIAS = 20;
    internal const int IFLA_STATS64 = 23;
    internal const int IFLA_AF_SPEC = 26;
    internal const int IFLA_GROUP = 27;
    internal const int IFLA_NET_NS_FD = 28;
    internal const int IFLA_EXT_MASK = 29;
    internal const int IFLA_PROMISCUITY = 30;
    internal const int IFLA_NUM_TX_QUEUES = 31;
    internal const int IFLA_NUM_RX_QUEUES = 32;
    internal const int IFLA_CARRIER = 33;
    internal const int IFLA_CARRIER_CHANGES = 35;
    internal const int IFLA_LINK_NETNSID = 37;
    internal const int IFLA_PROTO_DOWN = 39;
    internal const int IFLA_GSO_MAX_SEGS = 40;
    internal const int IFLA_GSO_MAX_SIZE = 41;
    internal const int IFLA_TARGET_NETNSID = 46;
    internal const int IFLA_NEW_IFINDEX = 49;
    internal const int IFLA_MIN_MTU = 50;
    internal const int IFLA_MAX_MTU = 51;
    internal const int IFLA_PROP_LIST = 52;
    internal const int IFLA_ALT_IFNAME = 53;
    internal const int IFLA_PERM_ADDRESS = 54;
    internal const int IFLA_GRO_MAX_SIZE = 58;
    internal const int IFLA_TSO_MAX_SIZE = 59;
    internal const int IFLA_TSO_MAX_SEGS = 60;
    internal const int IFLA_ALLMULTI = 61;
    internal const int IFLA_GSO_IPV4_MAX_SIZE = 63;
    internal const int IFLA_GRO_IPV4_MAX_SIZE = 64;
    internal const int IFLA_NETNS_IMMUTABLE = 67;

    internal const int IFLA_INET6_TOKEN = 7;
    internal const int IFLA_INET6_ADDR_GEN_MODE = 8;

    internal const int IFLA_INFO_KIND = 1;
    internal const int IFLA_INFO_DATA = 2;
    internal const int IFLA_INFO_SLAVE_KIND = 4;
    internal const int IFLA_INFO_SLAVE_DATA = 5;

    /// <summary>For IFLA_EXT_MASK: leaves the statistics of virtual functions and of IPv6 out; those of the device from Linux 6.19 on.</summary>
    internal const uint RTEXT_FILTER_SKIP_STATS = 1 << 3;
}
