namespace LinuxNetns.Netlink;

/// <summary>Which packets a filter looks at, by their Ethernet type (ETH_P_* of linux/if_ether.h). Any other number can stand here as well.</summary>
public enum TrafficProtocol
{
    /// <summary>Every packet (<c>all</c>).</summary>
    All = 3,

    /// <summary>IPv4 (<c>ip</c>).</summary>
    IPv4 = 0x0800,

    /// <summary>ARP (<c>arp</c>).</summary>
    Arp = 0x0806,

    /// <summary>Frames with a VLAN tag (<c>802.1q</c>).</summary>
    Vlan = 0x8100,

    /// <summary>IPv6 (<c>ipv6</c>).</summary>
    IPv6 = 0x86dd,

    /// <summary>Frames with a provider's tag (<c>802.1ad</c>).</summary>
    ProviderVlan = 0x88a8,
}
