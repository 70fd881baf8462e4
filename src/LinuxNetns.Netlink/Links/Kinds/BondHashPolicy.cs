namespace LinuxNetns.Netlink;

/// <summary>What a bond hashes (BOND_XMIT_POLICY_* of linux/if_bonding.h).</summary>
public enum BondHashPolicy : byte
{
    /// <summary>Hardware addresses.</summary>
    Layer2 = 0,

    /// <summary>IP addresses and ports.</summary>
    Layer34 = 1,

    /// <summary>Hardware and IP addresses.</summary>
    Layer23 = 2,

    /// <summary>As Layer23, of the packet inside a tunnel.</summary>
    Encapsulated23 = 3,

    /// <summary>As Layer34, of the packet inside a tunnel.</summary>
    Encapsulated34 = 4,

    /// <summary>VLAN and source address.</summary>
    VlanSourceMac = 5,
}
