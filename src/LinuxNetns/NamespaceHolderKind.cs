namespace LinuxNetns;

/// <summary>What keeps a namespace alive.</summary>
public enum NamespaceHolderKind
{
    /// <summary>A process whose main thread is inside.</summary>
    Process,

    /// <summary>A thread that is inside while its process is not.</summary>
    Thread,

    /// <summary>A descriptor open on the namespace itself.</summary>
    Descriptor,

    /// <summary>A socket that was made inside (found with SIOCGSKNS).</summary>
    Socket,

    /// <summary>A bind mount, possibly in another mount namespace.</summary>
    Mount,
}
