using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>IPv4, or MPLS, in IPv4 (kind <c>ipip</c>, ip-link(8), IFLA_IPTUN_* of linux/if_tunnel.h).</summary>
public sealed record IpipLink : PayloadTunnelLink
{
    /// <summary>Describes a tunnel.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public IpipLink(string name = "") : base("ipip", name)
    {
    }

    internal IpipLink(in LinkRow row) : base(row)
    {
    }

    private protected override AddressFamily Family => AddressFamily.InterNetwork;
}
