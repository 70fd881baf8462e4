namespace LinuxNetns.Netlink;

/// <summary>What becomes of hardware addresses when the active port fails (BOND_FOM_* of net/bonding.h).</summary>
public enum BondFailOverMac : byte
{
    /// <summary>All ports have the same.</summary>
    None = 0,

    /// <summary>The bond takes that of the active port.</summary>
    Active = 1,

    /// <summary>The address goes to the active port.</summary>
    Follow = 2,
}
