namespace LinuxNetns;

/// <summary>What a descriptor is.</summary>
/// <param name="Kind">A namespace, a socket, or neither.</param>
/// <param name="Id">The namespace.</param>
/// <param name="SocketInode">The socket: the same number in every process that shares it; 0 where it has none of its own.</param>
internal readonly record struct DescriptorTarget(DescriptorKind Kind, NamespaceId Id, ulong SocketInode);
