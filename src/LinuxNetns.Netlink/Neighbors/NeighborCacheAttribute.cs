namespace LinuxNetns.Netlink;

/// <summary>NDTA_* and NDTPA_* of linux/neighbour.h.</summary>
internal static class NeighborCacheAttribute
{
    internal const int NDTA_NAME = 1;
    internal const int NDTA_THRESH1 = 2;
    internal const int NDTA_THRESH2 = 3;
    internal const int NDTA_THRESH3 = 4;
    internal const int NDTA_PARMS = 6;
    internal const int NDTA_STATS = 7;
    internal const int NDTA_GC_INTERVAL = 8;

    internal const int NDTPA_IFINDEX = 1;
    internal const int NDTPA_REACHABLE_TIME = 3;
    internal const int NDTPA_BASE_REACHABLE_TIME = 4;
    internal const int NDTPA_RETRANS_TIME = 5;
    internal const int NDTPA_GC_STALETIME = 6;
    internal const int NDTPA_DELAY_PROBE_TIME = 7;
    internal const int NDTPA_QUEUE_LEN = 8;
    internal const int NDTPA_APP_PROBES = 9;
    internal const int NDTPA_UCAST_PROBES = 10;
    internal const int NDTPA_MCAST_PROBES = 11;
    internal const int NDTPA_ANYCAST_DELAY = 12;
    internal const int NDTPA_PROXY_DELAY = 13;
    internal const int NDTPA_PROXY_QLEN = 14;
    internal const int NDTPA_LOCKTIME = 15;
    internal const int NDTPA_QUEUE_LENBYTES = 16;
}
