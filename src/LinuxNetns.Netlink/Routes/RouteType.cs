namespace LinuxNetns.Netlink;

/// <summary>What becomes of packets that a route takes: RTN_* of linux/rtnetlink.h, ip-route(8).</summary>
public enum RouteType : byte
{
    /// <summary>In a deletion: any.</summary>
    Unspecified = 0,

    /// <summary>They go to a gateway or straight to a device.</summary>
    Unicast = 1,

    /// <summary>They are for this machine.</summary>
    Local = 2,

    /// <summary>They are for this machine as a broadcast, and sent as one.</summary>
    Broadcast = 3,

    /// <summary>They are for this machine as a broadcast, and sent as unicast.</summary>
    Anycast = 4,

    /// <summary>They go to a multicast group.</summary>
    Multicast = 5,

    /// <summary>They are dropped, silently.</summary>
    Blackhole = 6,

    /// <summary>They are dropped: "host unreachable".</summary>
    Unreachable = 7,

    /// <summary>They are dropped: "administratively prohibited".</summary>
    Prohibit = 8,

    /// <summary>The search goes on in another table.</summary>
    Throw = 9,

    /// <summary>Address translation, gone from Linux since 2.6.</summary>
    Nat = 10,
}
