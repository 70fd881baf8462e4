using System.Net;
using System.Net.Sockets;

namespace LinuxNetns;

/// <summary>A port of this machine whose connections arrive in a rootless namespace. Who listens inside listens on any address, or misses some.</summary>
/// <param name="HostPort">The port outside, 1 to 65535; below 1024 as far as <c>net.ipv4.ip_unprivileged_port_start</c> lets users have it.</param>
/// <param name="Port">The port inside, 1 to 65535.</param>
public sealed record PortForward(int HostPort, int Port)
{
    /// <summary>The address outside; IPv4 alone for slirp4netns.</summary>
    /// <value>Default: 127.0.0.1, so that only this machine can connect.</value>
    public IPAddress HostAddress { get; init; } = IPAddress.Loopback;

    /// <summary><see cref="ProtocolType.Tcp"/> or <see cref="ProtocolType.Udp"/>.</summary>
    public ProtocolType Protocol { get; init; } = ProtocolType.Tcp;
}
