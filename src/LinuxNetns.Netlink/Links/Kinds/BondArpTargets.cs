namespace LinuxNetns.Netlink;

/// <summary>How many ARP targets must answer (BOND_ARP_TARGETS_* of net/bonding.h).</summary>
public enum BondArpTargets : uint
{
    /// <summary>One.</summary>
    Any = 0,

    /// <summary>Every one.</summary>
    All = 1,
}
