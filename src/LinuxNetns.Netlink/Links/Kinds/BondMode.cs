namespace LinuxNetns.Netlink;

/// <summary>How a bond uses its ports (BOND_MODE_* of linux/if_bonding.h).</summary>
public enum BondMode : byte
{
    /// <summary>One after the other.</summary>
    RoundRobin = 0,

    /// <summary>One, and others when it fails.</summary>
    ActiveBackup = 1,

    /// <summary>By a hash.</summary>
    Xor = 2,

    /// <summary>All.</summary>
    Broadcast = 3,

    /// <summary>As IEEE 802.3ad agrees.</summary>
    Lacp = 4,

    /// <summary>By load, sending.</summary>
    TransmitLoadBalancing = 5,

    /// <summary>By load, sending and receiving.</summary>
    AdaptiveLoadBalancing = 6,
}
