namespace LinuxNetns;

/// <summary>A descriptor that keeps a namespace which its process is not in.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="ThreadId">The thread whose table it is in, the main one unless another has a table of its own or goes on without it.</param>
/// <param name="Descriptor">Its number.</param>
/// <param name="Kind">A namespace or a socket.</param>
/// <param name="Id">The namespace; null where the descriptor must be asked.</param>
/// <param name="Facts">What it tells of itself; null where it must be opened for that.</param>
/// <param name="Command">The command name of the process.</param>
internal readonly record struct DescriptorReading(int ProcessId, int ThreadId, int Descriptor, DescriptorKind Kind, NamespaceId? Id, NamespaceFacts? Facts, string Command);
