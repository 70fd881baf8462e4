using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>The namespace that a thread is in, the main one unless said otherwise, or why that is not known.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Errno"><see cref="Errno.None"/> if <paramref name="Id"/> is known.</param>
/// <param name="Id">Device and inode.</param>
internal readonly record struct ProcessNamespaceReading(int ProcessId, Errno Errno, NamespaceId Id)
{
    /// <summary>The thread.</summary>
    internal int ThreadId { get; init; } = ProcessId;

    internal bool IsMainThread => ThreadId == ProcessId;
}
