namespace LinuxNetns;

/// <summary>A place where a namespace was seen.</summary>
/// <param name="Kind">What holds it there.</param>
/// <param name="ProcessId">The process; for a mount, one that is in that mount namespace.</param>
/// <param name="ThreadId">The thread, the main one unless another one was seen; for a descriptor, the one whose table it is in.</param>
/// <param name="Descriptor">The descriptor's number; -1 for none.</param>
/// <param name="MountPoint">The mount point.</param>
/// <param name="Facts">What it told of itself there; null where it must be opened for that.</param>
/// <param name="Command">The command name of the process; null where it must be read.</param>
internal readonly record struct NamespaceSighting(NamespaceHolderKind Kind, int ProcessId, int ThreadId, int Descriptor = -1, string? MountPoint = null, NamespaceFacts? Facts = null, string? Command = null);
