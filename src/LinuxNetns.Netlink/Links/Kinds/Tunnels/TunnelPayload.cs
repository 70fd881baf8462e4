namespace LinuxNetns.Netlink;

/// <summary>What a tunnel carries: IPPROTO_* of linux/in.h.</summary>
public enum TunnelPayload : byte
{
    /// <summary>Everything that the kind can carry.</summary>
    Any = 0,

    /// <summary>IPv4 (IPPROTO_IPIP).</summary>
    IPv4 = 4,

    /// <summary>IPv6 (IPPROTO_IPV6).</summary>
    IPv6 = 41,

    /// <summary>MPLS (IPPROTO_MPLS).</summary>
    Mpls = 137,
}
