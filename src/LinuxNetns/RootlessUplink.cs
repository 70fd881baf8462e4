namespace LinuxNetns;

/// <summary>What carries packets between a rootless namespace and the network of this process, without privilege.</summary>
public enum RootlessUplink
{
    /// <summary>Nothing: the namespace is alone.</summary>
    None,

    /// <summary><see cref="Pasta"/> if it is installed, else <see cref="Slirp4netns"/>.</summary>
    Any,

    /// <summary><c>pasta</c>(1) of the package passt: IPv4 and IPv6, the addresses of this machine inside as well. Ports of this machine's loopback cannot be reached from inside.</summary>
    Pasta,

    /// <summary><c>slirp4netns</c>(1): IPv4; 10.0.2.100 inside. Ports of this machine's loopback cannot be reached from inside.</summary>
    Slirp4netns,
}
