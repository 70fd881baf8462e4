namespace LinuxNetns.Netlink;

/// <summary>How 802.3ad selects the aggregator (BOND_AD_* of net/bond_3ad.h).</summary>
public enum BondAggregatorSelection : byte
{
    /// <summary>The largest bandwidth, and again when all of its ports fail.</summary>
    Stable = 0,

    /// <summary>The largest bandwidth.</summary>
    Bandwidth = 1,

    /// <summary>The most ports.</summary>
    Count = 2,

    /// <summary>The highest priority of its ports; Linux 6.18.</summary>
    Priority = 3,
}
