using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>Ethernet in GRE over IPv6 (kind <c>ip6gretap</c>, ip-link(8), IFLA_GRE_* of linux/if_tunnel.h).</summary>
public sealed record Ip6GreTapLink : GreTunnelLink
{
    /// <summary>Describes a tunnel.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public Ip6GreTapLink(string name = "") : base("ip6gretap", name)
    {
    }

    internal Ip6GreTapLink(in LinkRow row) : base(row)
    {
    }

    private protected override AddressFamily Family => AddressFamily.InterNetworkV6;
}
