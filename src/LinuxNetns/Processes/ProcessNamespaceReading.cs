using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>The namespace that a thread is in, the main one unless said otherwise, or why that is not known.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Errno"><see cref="Errno.None"/> if <paramref name="Id"/> is known.</param>
/// <param name="Id">Device and inode, and the kernel's id where it is known.</param>
internal readonly record struct ProcessNamespaceReading(int ProcessId, Errno Errno, NamespaceId Id)
{
    /// <summary>The thread.</summary>
    internal int ThreadId { get; init; } = ProcessId;

    /// <summary>What the namespace tells of itself; null where it must be opened for that.</summary>
    internal NamespaceFacts? Facts { get; init; }

    /// <summary>The inode of its mount namespace; null where that must be asked for.</summary>
    internal ulong? MountNamespace { get; init; }

    internal bool IsMainThread => ThreadId == ProcessId;
}
