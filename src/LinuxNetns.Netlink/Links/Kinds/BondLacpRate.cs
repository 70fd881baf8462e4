namespace LinuxNetns.Netlink;

/// <summary>How often the partner is asked to send LACP (AD_LACP_* of net/bond_3ad.h).</summary>
public enum BondLacpRate : byte
{
    /// <summary>Every 30 seconds.</summary>
    Slow = 0,

    /// <summary>Every second.</summary>
    Fast = 1,
}
