namespace LinuxNetns;

/// <summary>What a descriptor may hold a network namespace by.</summary>
internal enum DescriptorKind
{
    /// <summary>It holds none: a file, a pipe, a namespace of another kind.</summary>
    Other,

    /// <summary>It is open on the namespace.</summary>
    Namespace,

    /// <summary>It is a socket, or answers SIOCGSKNS as one: a tun device does.</summary>
    Socket,
}
