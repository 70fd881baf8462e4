using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>A virtual tunnel interface of IPsec over IPv4 (kind <c>vti</c>, ip-link(8), IFLA_VTI_* of linux/if_tunnel.h).</summary>
public sealed record VtiLink : VtiTunnelLink
{
    /// <summary>Describes a tunnel.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public VtiLink(string name = "") : base("vti", name)
    {
    }

    internal VtiLink(in LinkRow row) : base(row)
    {
    }

    private protected override AddressFamily Family => AddressFamily.InterNetwork;
}
