using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>The namespace that a process's main thread is in, or why that is not known.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="Errno"><see cref="Errno.None"/> if <paramref name="Id"/> is known.</param>
/// <param name="Id">Device and inode.</param>
internal readonly record struct ProcessNamespaceReading(int ProcessId, Errno Errno, NamespaceId Id);
