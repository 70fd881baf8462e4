using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>IP, or anything else, in GRE over IPv6 (kind <c>ip6gre</c>, ip-link(8), IFLA_GRE_* of linux/if_tunnel.h).</summary>
public sealed record Ip6GreLink : GreTunnelLink
{
    /// <summary>Describes a tunnel.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public Ip6GreLink(string name = "") : base("ip6gre", name)
    {
    }

    internal Ip6GreLink(in LinkRow row) : base(row)
    {
    }

    private protected override AddressFamily Family => AddressFamily.InterNetworkV6;
}
