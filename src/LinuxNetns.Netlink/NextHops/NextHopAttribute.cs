namespace LinuxNetns.Netlink;

/// <summary>NHA_* of linux/nexthop.h.</summary>
internal static class NextHopAttribute
{
    internal const int NHA_ID = 1;
    internal const int NHA_GROUP = 2;
    internal const int NHA_GROUP_TYPE = 3;
    internal const int NHA_BLACKHOLE = 4;
    internal const int NHA_OIF = 5;
    internal const int NHA_GATEWAY = 6;
    internal const int NHA_ENCAP_TYPE = 7;
    internal const int NHA_ENCAP = 8;
    internal const int NHA_FDB = 11;
    internal const int NHA_RES_GROUP = 12;
    internal const int NHA_RES_GROUP_BUCKETS = 1;
    internal const int NHA_RES_GROUP_IDLE_TIMER = 2;
    internal const int NHA_RES_GROUP_UNBALANCED_TIMER = 3;
    internal const int NHA_RES_GROUP_UNBALANCED_TIME = 4;
    internal const ushort NEXTHOP_GRP_TYPE_RES = 1;
}
