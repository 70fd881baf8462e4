namespace LinuxNetns.Netlink;

/// <summary>What kind of socket it is.</summary>
public enum SocketKind
{
    /// <summary>TCP, over IPv4 or IPv6.</summary>
    Tcp,

    /// <summary>UDP, over IPv4 or IPv6.</summary>
    Udp,

    /// <summary>UDP-Lite, over IPv4 or IPv6; gone since Linux 6.19.</summary>
    UdpLite,

    /// <summary>Raw IPv4 or IPv6. Told by kernels with CONFIG_INET_RAW_DIAG; without, <c>/proc/net/raw</c> is all there is, which <c>ss -w</c> reads.</summary>
    Raw,

    /// <summary>Unix domain: unix(7).</summary>
    Unix,

    /// <summary>Packets of a device: packet(7).</summary>
    Packet,

    /// <summary>To the kernel: netlink(7).</summary>
    Netlink,
}
