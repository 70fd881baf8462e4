namespace LinuxNetns.Netlink;

/// <summary>FRA_* of linux/fib_rules.h.</summary>
internal static class RuleAttribute
{
    internal const int FRA_DST = 1;
    internal const int FRA_SRC = 2;
    internal const int FRA_IIFNAME = 3;
    internal const int FRA_GOTO = 4;
    internal const int FRA_PRIORITY = 6;
    internal const int FRA_FWMARK = 10;
    internal const int FRA_FLOW = 11;
    internal const int FRA_TUN_ID = 12;
    internal const int FRA_SUPPRESS_IFGROUP = 13;
    internal const int FRA_SUPPRESS_PREFIXLEN = 14;
    internal const int FRA_TABLE = 15;
    internal const int FRA_FWMASK = 16;
    internal const int FRA_OIFNAME = 17;
    internal const int FRA_L3MDEV = 19;
    internal const int FRA_UID_RANGE = 20;
    internal const int FRA_PROTOCOL = 21;
    internal const int FRA_IP_PROTO = 22;
    internal const int FRA_SPORT_RANGE = 23;
    internal const int FRA_DPORT_RANGE = 24;
    internal const int FRA_DSCP = 25;
    internal const int FRA_FLOWLABEL = 26;
    internal const int FRA_FLOWLABEL_MASK = 27;
}
