namespace LinuxNetns;

/// <summary>A network namespace found on the host.</summary>
public sealed record HostNamespace
{
    /// <summary>Its identity.</summary>
    public required NamespaceId Id { get; init; }

    /// <summary>Its names in the registry; none for one without a name.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Every path it is mounted on, in any mount namespace.</summary>
    public IReadOnlyList<string> MountPoints { get; init; } = [];

    /// <summary>The namespace id (nsid) that the calling thread's namespace has for it; null where none is assigned.</summary>
    public int? NetnsId { get; init; }

    /// <summary>The processes whose main thread is inside, ascending.</summary>
    public IReadOnlyList<int> ProcessIds { get; init; } = [];

    /// <summary>What else keeps it: threads, descriptors, sockets, mounts.</summary>
    public IReadOnlyList<NamespaceHolder> Holders { get; init; } = [];

    /// <summary>The inode of the user namespace that owns it; null where that may not be asked.</summary>
    public ulong? OwnerUserNamespace { get; init; }

    /// <summary>The user that made the owning user namespace; null where that may not be asked.</summary>
    public uint? OwnerUserId { get; init; }
}
