namespace LinuxNetns.Netlink;

/// <summary>Multicast groups, enum rtnetlink_groups of linux/rtnetlink.h.</summary>
internal static class EventGroup
{
    internal const int RTNLGRP_LINK = 1;
    internal const int RTNLGRP_NEIGH = 3;
    internal const int RTNLGRP_IPV4_IFADDR = 5;
    internal const int RTNLGRP_IPV4_ROUTE = 7;
    internal const int RTNLGRP_IPV4_RULE = 8;
    internal const int RTNLGRP_IPV6_IFADDR = 9;
    internal const int RTNLGRP_IPV6_ROUTE = 11;
    internal const int RTNLGRP_IPV6_PREFIX = 18;
    internal const int RTNLGRP_IPV6_RULE = 19;
    internal const int RTNLGRP_IPV4_NETCONF = 24;
    internal const int RTNLGRP_IPV6_NETCONF = 25;
    internal const int RTNLGRP_NSID = 28;
    internal const int RTNLGRP_NEXTHOP = 32;
}
