namespace LinuxNetns.Netlink;

/// <summary>When the primary port becomes the active one again (BOND_PRI_RESELECT_* of net/bonding.h).</summary>
public enum BondPrimaryReselect : byte
{
    /// <summary>When it is back.</summary>
    Always = 0,

    /// <summary>When it is back and faster.</summary>
    Better = 1,

    /// <summary>When the active one fails.</summary>
    Failure = 2,
}
