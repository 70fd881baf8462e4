using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>IP, or anything else, in GRE over IPv4 (kind <c>gre</c>, ip-link(8), IFLA_GRE_* of linux/if_tunnel.h).</summary>
public sealed record GreLink : GreTunnelLink
{
    /// <summary>Describes a tunnel.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public GreLink(string name = "") : base("gre", name)
    {
    }

    internal GreLink(in LinkRow row) : base(row)
    {
    }

    private protected override AddressFamily Family => AddressFamily.InterNetwork;
}
