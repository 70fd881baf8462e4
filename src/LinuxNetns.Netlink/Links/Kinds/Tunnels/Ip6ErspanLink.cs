using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>Mirrored Ethernet over IPv6 (kind <c>ip6erspan</c>, ip-link(8), IFLA_GRE_ERSPAN_* of linux/if_tunnel.h).</summary>
public sealed record Ip6ErspanLink : ErspanTunnelLink
{
    /// <summary>Describes a tunnel.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public Ip6ErspanLink(string name = "") : base("ip6erspan", name)
    {
    }

    internal Ip6ErspanLink(in LinkRow row) : base(row)
    {
    }

    private protected override AddressFamily Family => AddressFamily.InterNetworkV6;
}
