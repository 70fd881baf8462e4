namespace LinuxNetns.Netlink;

/// <summary>What a <see cref="NetlinkMonitor"/> tells of.</summary>
[Flags]
public enum NetlinkTopics
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Ids of network namespaces (RTNLGRP_NSID); objects are <see cref="NetnsIdEntry"/>.</summary>
    NetnsIds = 1,

    /// <summary>Network devices (RTNLGRP_LINK); objects are <see cref="Link"/>.</summary>
    Links = 2,

    /// <summary>Addresses (RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR); objects are <see cref="InterfaceAddress"/>.</summary>
    Addresses = 4,

    /// <summary>
    /// What the kernel is set to do with IP packets of a device (RTNLGRP_IPV4_NETCONF, RTNLGRP_IPV6_NETCONF); objects are <see cref="NetworkConfiguration"/>.
    /// </summary>
    NetworkConfigurations = 8,

    /// <summary>Next hop objects (RTNLGRP_NEXTHOP, Linux 5.3); objects are <see cref="NextHop"/>.</summary>
    NextHops = 16,

    /// <summary>Routes of all tables (RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV6_ROUTE); objects are <see cref="Route"/>.</summary>
    Routes = 32,

    /// <summary>Rules of policy routing (RTNLGRP_IPV4_RULE, RTNLGRP_IPV6_RULE); objects are <see cref="RoutingRule"/>.</summary>
    Rules = 64,

    /// <summary>Neighbours (RTNLGRP_NEIGH), not the forwarding entries of bridges; objects are <see cref="Neighbor"/>.</summary>
    Neighbors = 128,

    /// <summary>Prefixes that IPv6 routers advertise (RTNLGRP_IPV6_PREFIX); objects are <see cref="AdvertisedPrefix"/>. Only news: the kernel keeps no list.</summary>
    Prefixes = 256,

    /// <summary>All of them.</summary>
    All = NetnsIds | Links | Addresses | NetworkConfigurations | NextHops | Routes | Rules | Neighbors | Prefixes,
}
