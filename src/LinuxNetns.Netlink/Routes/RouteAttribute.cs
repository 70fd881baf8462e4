namespace LinuxNetns.Netlink;

/// <summary>RTA_* of linux/rtnetlink.h.</summary>
internal static class RouteAttribute
{
    internal const int RTA_DST = 1;
    internal const int RTA_SRC = 2;
    internal const int RTA_IIF = 3;
    internal const int RTA_OIF = 4;
    internal const int RTA_GATEWAY = 5;
    internal const int RTA_PRIORITY = 6;
    internal const int RTA_PREFSRC = 7;
    internal const int RTA_METRICS = 8;
    internal const int RTA_MULTIPATH = 9;
    internal const int RTA_FLOW = 11;
    internal const int RTA_CACHEINFO = 12;
    internal const int RTA_TABLE = 15;
    internal const int RTA_MARK = 16;
    internal const int RTA_VIA = 18;
    internal const int RTA_NEWDST = 19;
    internal const int RTA_PREF = 20;
    internal const int RTA_ENCAP_TYPE = 21;
    internal const int RTA_ENCAP = 22;
    internal const int RTA_EXPIRES = 23;
    internal const int RTA_UID = 25;
    internal const int RTA_TTL_PROPAGATE = 26;
    internal const int RTA_IP_PROTO = 27;
    internal const int RTA_SPORT = 28;
    internal const int RTA_DPORT = 29;
    internal const int RTA_NH_ID = 30;
}
