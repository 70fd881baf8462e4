using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>A virtual tunnel interface of IPsec over IPv6 (kind <c>vti6</c>, ip-link(8), IFLA_VTI_* of linux/if_tunnel.h).</summary>
public sealed record Vti6Link : VtiTunnelLink
{
    /// <summary>Describes a tunnel.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public Vti6Link(string name = "") : base("vti6", name)
    {
    }

    internal Vti6Link(in LinkRow row) : base(row)
    {
    }

    private protected override AddressFamily Family => AddressFamily.InterNetworkV6;
}
