namespace LinuxNetns.Netlink;

/// <summary>IPv6's preference among routers: ICMPV6_ROUTER_PREF_* of linux/icmpv6.h, RFC 4191.</summary>
public enum RoutePreference : byte
{
    /// <summary>Medium, the default.</summary>
    Medium = 0,

    /// <summary>High.</summary>
    High = 1,

    /// <summary>Low.</summary>
    Low = 3,
}
