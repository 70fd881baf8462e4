namespace LinuxNetns.Netlink;

/// <summary>What is known of a neighbour: NUD_* of linux/neighbour.h, ip-neighbour(8). An entry has one; a filter may have several.</summary>
[Flags]
public enum NeighborStates : ushort
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>Its hardware address is being asked for.</summary>
    Incomplete = 0x01,

    /// <summary>It has lately been heard from.</summary>
    Reachable = 0x02,

    /// <summary>It has not been heard from for a while; used nevertheless.</summary>
    Stale = 0x04,

    /// <summary>Stale, in use, and about to be probed.</summary>
    Delay = 0x08,

    /// <summary>Stale, and being probed.</summary>
    Probe = 0x10,

    /// <summary>It did not answer.</summary>
    Failed = 0x20,

    /// <summary>Its address needs no asking.</summary>
    NoArp = 0x40,

    /// <summary>Set by an administrator, for good.</summary>
    Permanent = 0x80,
}
