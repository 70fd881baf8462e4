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

    /// <summary>What the kernel is set to do with IP packets of a device (RTNLGRP_IPV4_NETCONF, RTNLGRP_IPV6_NETCONF); objects are <see cref="NetworkConfiguration"/>.</summary>
    NetworkConfigurations = 4,

    /// <summary>Prefixes that IPv6 routers advertise (RTNLGRP_IPV6_PREFIX); objects are <see cref="AdvertisedPrefix"/>. Only news: the kernel keeps no list.</summary>
    Prefixes = 8,

    /// <summary>All of them.</summary>
    All = NetnsIds | Links | NetworkConfigurations | Prefixes,
}
