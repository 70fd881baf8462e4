namespace LinuxNetns.Netlink;

/// <summary>How a link makes its own IPv6 addresses (<c>enum in6_addr_gen_mode</c> of linux/if_link.h, <c>addrgenmode</c> of <c>ip link set</c>).</summary>
public enum Ipv6AddressGeneration : byte
{
    /// <summary>From the hardware address (RFC 4291).</summary>
    Eui64 = 0,

    /// <summary>Not at all: no link-local address either.</summary>
    None = 1,

    /// <summary>From a secret, the same again in the same network (RFC 7217).</summary>
    StablePrivacy = 2,

    /// <summary>As <see cref="StablePrivacy"/>, with a secret that the kernel chooses.</summary>
    Random = 3,
}
