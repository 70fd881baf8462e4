namespace LinuxNetns.Netlink;

/// <summary>IFLA_GRE_* of linux/if_tunnel.h: the options of gre, gretap, erspan and their likes over IPv6.</summary>
internal static class GreAttribute
{
    internal const int IFLA_GRE_LINK = 1;
    internal const int IFLA_GRE_IFLAGS = 2;
    internal const int IFLA_GRE_OFLAGS = 3;
    internal const int IFLA_GRE_IKEY = 4;
    internal const int IFLA_GRE_OKEY = 5;
    internal const int IFLA_GRE_LOCAL = 6;
    internal const int IFLA_GRE_REMOTE = 7;
    internal const int IFLA_GRE_TTL = 8;
    internal const int IFLA_GRE_TOS = 9;
    internal const int IFLA_GRE_PMTUDISC = 10;
    internal const int IFLA_GRE_ENCAP_LIMIT = 11;
    internal const int IFLA_GRE_FLOWINFO = 12;
    internal const int IFLA_GRE_FLAGS = 13;
    internal const int IFLA_GRE_ENCAP_TYPE = 14;
    internal const int IFLA_GRE_ENCAP_FLAGS = 15;
    internal const int IFLA_GRE_ENCAP_SPORT = 16;
    internal const int IFLA_GRE_ENCAP_DPORT = 17;
    internal const int IFLA_GRE_COLLECT_METADATA = 18;
    internal const int IFLA_GRE_IGNORE_DF = 19;
    internal const int IFLA_GRE_FWMARK = 20;
    internal const int IFLA_GRE_ERSPAN_INDEX = 21;
    internal const int IFLA_GRE_ERSPAN_VER = 22;
    internal const int IFLA_GRE_ERSPAN_DIR = 23;
    internal const int IFLA_GRE_ERSPAN_HWID = 24;

    /// <summary>Bits of IFLA_GRE_IFLAGS and IFLA_GRE_OFLAGS, in the host's byte order.</summary>
    internal const ushort ChecksumFlag = 0x8000;
    internal const ushort KeyFlag = 0x2000;
    internal const ushort SequenceFlag = 0x1000;

    internal static TunnelAttributes Numbers { get; } = new()
    {
        Link = IFLA_GRE_LINK,
        Local = IFLA_GRE_LOCAL,
        Remote = IFLA_GRE_REMOTE,
        Mark = IFLA_GRE_FWMARK,
        Ttl = IFLA_GRE_TTL,
        TypeOfService = IFLA_GRE_TOS,
        PathMtuDiscovery = IFLA_GRE_PMTUDISC,
        EncapsulationLimit = IFLA_GRE_ENCAP_LIMIT,
        FlowInfo = IFLA_GRE_FLOWINFO,
        Flags = IFLA_GRE_FLAGS,
        External = IFLA_GRE_COLLECT_METADATA,
        EncapsulationType = IFLA_GRE_ENCAP_TYPE,
        EncapsulationFlags = IFLA_GRE_ENCAP_FLAGS,
        EncapsulationSourcePort = IFLA_GRE_ENCAP_SPORT,
        EncapsulationDestinationPort = IFLA_GRE_ENCAP_DPORT,
    };
}
