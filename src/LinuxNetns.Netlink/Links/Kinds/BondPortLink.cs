namespace LinuxNetns.Netlink;

/// <summary>What a bond thinks of a port's carrier (BOND_LINK_* of linux/if_bonding.h).</summary>
public enum BondPortLink : byte
{
    /// <summary>It is there.</summary>
    Up = 0,

    /// <summary>It has gone.</summary>
    Failing = 1,

    /// <summary>It has been gone for too long.</summary>
    Down = 2,

    /// <summary>It is coming back.</summary>
    ComingBack = 3,
}
