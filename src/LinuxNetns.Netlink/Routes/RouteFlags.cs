using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>State of a route or of one of its next hops: RTNH_F_* and RTM_F_* of linux/rtnetlink.h.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "The kernel calls them flags; \"Route\" alone is the route.")]
public enum RouteFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The next hop is dead: its device is down.</summary>
    Dead = 0x1,

    /// <summary>The gateway is looked up recursively.</summary>
    Pervasive = 0x2,

    /// <summary>The gateway is on the link, whatever the addresses say. The only one that an administrator sets: see <see cref="Route.OnLink"/>.</summary>
    OnLink = 0x4,

    /// <summary>The next hop is in hardware.</summary>
    NextHopOffload = 0x8,

    /// <summary>The device has no carrier.</summary>
    LinkDown = 0x10,

    /// <summary>Waiting for somebody to resolve it (multicast routing).</summary>
    Unresolved = 0x20,

    /// <summary>The next hop's packets are trapped from hardware.</summary>
    NextHopTrap = 0x40,

    /// <summary>The user is told of changes (RTM_F_NOTIFY).</summary>
    Notify = 0x100,

    /// <summary>Not from a table but made of a route for one destination: the answer of a lookup, or an exception to the route (RTM_F_CLONED).</summary>
    Cloned = 0x200,

    /// <summary>Multipath equalizer, gone (RTM_F_EQUALIZE).</summary>
    Equalize = 0x400,

    /// <summary>Of an address (RTM_F_PREFIX).</summary>
    Prefix = 0x800,

    /// <summary>The answer of a lookup has its table (RTM_F_LOOKUP_TABLE).</summary>
    LookupTable = 0x1000,

    /// <summary>The answer of a lookup is the route itself (RTM_F_FIB_MATCH).</summary>
    FibMatch = 0x2000,

    /// <summary>The route is in hardware.</summary>
    Offload = 0x4000,

    /// <summary>The route's packets are trapped from hardware.</summary>
    Trap = 0x8000,

    /// <summary>Hardware refused the route.</summary>
    OffloadFailed = 0x20000000,
}
