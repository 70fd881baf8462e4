namespace LinuxNetns.Netlink;

/// <summary>Whether a bond uses a port (BOND_STATE_* of linux/if_bonding.h).</summary>
public enum BondPortState : byte
{
    /// <summary>It does.</summary>
    Active = 0,

    /// <summary>It does not.</summary>
    Backup = 1,
}
