namespace LinuxNetns;

/// <summary>Why an operation on a network namespace failed: for <c>catch (NetworkNamespaceException e) when (e.Reason == …)</c>.</summary>
public enum NamespaceError
{
    /// <summary>The kernel refused for a reason without a name here; <see cref="NetworkNamespaceException.Errno"/> tells.</summary>
    Unknown,

    /// <summary>No such name, file or process.</summary>
    NotFound,

    /// <summary>The name is taken.</summary>
    AlreadyExists,

    /// <summary>A privilege is missing; the message says which.</summary>
    NotPermitted,

    /// <summary>A limit is reached: <c>user.max_net_namespaces</c>, open files, memory.</summary>
    LimitReached,

    /// <summary>Still in use: by processes, descriptors, sockets or mounts.</summary>
    InUse,

    /// <summary>The file is not a network namespace: a leftover placeholder, a foreign file, or another kind of namespace.</summary>
    NotANetworkNamespace,

    /// <summary>The process has ended.</summary>
    ProcessGone,

    /// <summary>This kernel lacks the call.</summary>
    NotSupported,

    /// <summary>The time allowed ran out.</summary>
    TimedOut,
}
