namespace LinuxNetns.Netlink;

/// <summary>TCA_* of linux/rtnetlink.h, common to qdiscs, classes and filters, and TCA_STATS_* of linux/gen_stats.h.</summary>
internal static class TrafficAttribute
{
    internal const int TCA_KIND = 1;
    internal const int TCA_OPTIONS = 2;
    internal const int TCA_STATS2 = 7;
    internal const int TCA_CHAIN = 11;

    internal const int TCA_STATS_BASIC = 1;
    internal const int TCA_STATS_RATE_EST = 2;
    internal const int TCA_STATS_QUEUE = 3;
    internal const int TCA_STATS_RATE_EST64 = 5;
    internal const int TCA_STATS_PKT64 = 8;
}
