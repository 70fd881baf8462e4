namespace LinuxNetns.Netlink;

/// <summary>IFLA_IPTUN_* of linux/if_tunnel.h: the options of ipip, sit and ip6tnl.</summary>
internal static class IpTunnelAttribute
{
    internal const int IFLA_IPTUN_LINK = 1;
    internal const int IFLA_IPTUN_LOCAL = 2;
    internal const int IFLA_IPTUN_REMOTE = 3;
    internal const int IFLA_IPTUN_TTL = 4;
    internal const int IFLA_IPTUN_TOS = 5;
    internal const int IFLA_IPTUN_ENCAP_LIMIT = 6;
    internal const int IFLA_IPTUN_FLOWINFO = 7;
    internal const int IFLA_IPTUN_FLAGS = 8;
    internal const int IFLA_IPTUN_PROTO = 9;
    internal const int IFLA_IPTUN_PMTUDISC = 10;
    internal const int IFLA_IPTUN_6RD_PREFIX = 11;
    internal const int IFLA_IPTUN_6RD_RELAY_PREFIX = 12;
    internal const int IFLA_IPTUN_6RD_PREFIXLEN = 13;
    internal const int IFLA_IPTUN_6RD_RELAY_PREFIXLEN = 14;
    internal const int IFLA_IPTUN_ENCAP_TYPE = 15;
    internal const int IFLA_IPTUN_ENCAP_FLAGS = 16;
    internal const int IFLA_IPTUN_ENCAP_SPORT = 17;
    internal const int IFLA_IPTUN_ENCAP_DPORT = 18;
    internal const int IFLA_IPTUN_COLLECT_METADATA = 19;
    internal const int IFLA_IPTUN_FWMARK = 20;

    internal static TunnelAttributes Numbers { get; } = new()
    {
        Link = IFLA_IPTUN_LINK,
        Local = IFLA_IPTUN_LOCAL,
        Remote = IFLA_IPTUN_REMOTE,
        Mark = IFLA_IPTUN_FWMARK,
        Ttl = IFLA_IPTUN_TTL,
        TypeOfService = IFLA_IPTUN_TOS,
        PathMtuDiscovery = IFLA_IPTUN_PMTUDISC,
        EncapsulationLimit = IFLA_IPTUN_ENCAP_LIMIT,
        FlowInfo = IFLA_IPTUN_FLOWINFO,
        Flags = IFLA_IPTUN_FLAGS,
        External = IFLA_IPTUN_COLLECT_METADATA,
        EncapsulationType = IFLA_IPTUN_ENCAP_TYPE,
        EncapsulationFlags = IFLA_IPTUN_ENCAP_FLAGS,
        EncapsulationSourcePort = IFLA_IPTUN_ENCAP_SPORT,
        EncapsulationDestinationPort = IFLA_IPTUN_ENCAP_DPORT,
    };
}
