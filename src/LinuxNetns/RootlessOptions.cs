using System.Net;
using System.Net.Sockets;

namespace LinuxNetns;

/// <summary>How a rootless namespace is made.</summary>
public sealed class RootlessOptions
{
    /// <summary>How it reaches the network of this process.</summary>
    /// <value>Default: <see cref="RootlessUplink.None"/>.</value>
    public RootlessUplink Uplink { get; set; }

    /// <summary>Ports of this machine whose connections arrive inside. They need an <see cref="Uplink"/>.</summary>
    public IReadOnlyList<PortForward>? PortForwards { get; set; }

    /// <exception cref="ArgumentException">Something cannot be.</exception>
    internal RootlessOptions Validate()
    {
        if (!Enum.IsDefined(Uplink))
            throw new ArgumentException($"{Uplink} is no uplink.", nameof(Uplink));
        foreach (PortForward forward in PortForwards ?? [])
        {
            if (Uplink == RootlessUplink.None)
                throw new ArgumentException("Port forwards need an uplink.", nameof(PortForwards));
            if (forward.HostPort is < 1 or > IPEndPoint.MaxPort || forward.Port is < 1 or > IPEndPoint.MaxPort)
                throw new ArgumentException($"{forward.HostPort} to {forward.Port}: a port is 1 to {IPEndPoint.MaxPort}.", nameof(PortForwards));
            if (forward.Protocol is not (ProtocolType.Tcp or ProtocolType.Udp))
                throw new ArgumentException($"{forward.Protocol} has no ports to forward; TCP and UDP have.", nameof(PortForwards));
            if (Uplink == RootlessUplink.Slirp4netns && forward.HostAddress.AddressFamily != AddressFamily.InterNetwork)
                throw new ArgumentException($"slirp4netns forwards IPv4 alone, and {forward.HostAddress} is none.", nameof(PortForwards));
        }

        return this;
    }
}
