namespace LinuxNetns;

/// <summary>What keeps a namespace, as the program tells it.</summary>
internal enum FileKind
{
    /// <summary>A descriptor of the namespace.</summary>
    Namespace = 1,

    /// <summary>A socket.</summary>
    Socket = 2,

    /// <summary>A tun device: it answers SIOCGSKNS.</summary>
    Tun = 3,
}
