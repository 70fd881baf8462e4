namespace LinuxNetns.Netlink;

/// <summary>At which layer an ipvlan works (<c>enum ipvlan_mode</c> of linux/if_link.h).</summary>
public enum IpvlanMode : ushort
{
    /// <summary>Ethernet: it resolves addresses itself.</summary>
    L2 = 0,

    /// <summary>IP: the namespace of the device below routes.</summary>
    L3 = 1,

    /// <summary>As L3, through netfilter of that namespace.</summary>
    L3S = 2,
}
