namespace LinuxNetns.Netlink;

/// <summary>Which ports' ARP a bond checks (BOND_ARP_VALIDATE_* and BOND_ARP_FILTER of net/bonding.h).</summary>
public enum BondArpValidate : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The active port's.</summary>
    Active = 1,

    /// <summary>The others'.</summary>
    Backup = 2,

    /// <summary>Every port's.</summary>
    All = 3,

    /// <summary>None; only ARP counts as traffic.</summary>
    Filter = 4,

    /// <summary>The active port's; only ARP counts as traffic.</summary>
    FilterActive = 5,

    /// <summary>The others'; only ARP counts as traffic.</summary>
    FilterBackup = 6,
}
