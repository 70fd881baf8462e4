namespace LinuxNetns.Netlink;

/// <summary>TCA_* of linux/rtnetlink.h, common to qdiscs, classes and filters, and TCA_STATS_* of linux/gen_stats.h.</summary>
internal static class TrafficAttribute
{
    internal const int TCA_KIND = 1;
    internal const int TCA_OPTIONS = 2;
    internal const int TCA_STATS2 = 7;
    internal const int TCA_CHAIN = 11;
    internal const int TCA_INGRESS_BLOCK = 13;
    internal const int TCA_EGRESS_BLOCK = 14;

    internal const uint TCA_CLS_FLAGS_SKIP_HW = 1;
    internal const uint TCA_CLS_FLAGS_SKIP_SW = 2;
    internal const uint TCA_CLS_FLAGS_IN_HW = 4;
    internal const uint TCA_CLS_FLAGS_NOT_IN_HW = 8;

    internal const int TCA_STATS_BASIC = 1;
    internal const int TCA_STATS_RATE_EST = 2;
    internal const int TCA_STATS_QUEUE = 3;
    internal const int TCA_STATS_RATE_EST64 = 5;
    internal const int TCA_STATS_PKT64 = 8;
}
