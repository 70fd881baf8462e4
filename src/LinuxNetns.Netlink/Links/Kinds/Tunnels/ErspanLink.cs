using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>Mirrored Ethernet over IPv4 (kind <c>erspan</c>, ip-link(8), IFLA_GRE_ERSPAN_* of linux/if_tunnel.h).</summary>
public sealed record ErspanLink : ErspanTunnelLink
{
    /// <summary>Describes a tunnel.</summary>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public ErspanLink(string name = "") : base("erspan", name)
    {
    }

    internal ErspanLink(in LinkRow row) : base(row)
    {
    }

    private protected override AddressFamily Family => AddressFamily.InterNetwork;
}
