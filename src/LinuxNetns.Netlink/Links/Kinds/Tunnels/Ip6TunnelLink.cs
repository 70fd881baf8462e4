using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>IPv4 or IPv6 in IPv6 (kind <c>ip6tnl</c>, ip-link(8), IFLA_IPTUN_* of linux/if_tunnel.h).</summary>
public sealed record Ip6TunnelLink : PayloadTunnelLink
{
    /// <summary>Describes a tunnel.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public Ip6TunnelLink(string name = "") : base("ip6tnl", name)
    {
    }

    internal Ip6TunnelLink(in LinkRow row) : base(row)
    {
    }

    private protected override AddressFamily Family => AddressFamily.InterNetworkV6;
}
