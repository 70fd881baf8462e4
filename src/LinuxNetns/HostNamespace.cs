namespace LinuxNetns;

/// <summary>A network namespace found on the host.</summary>
public sealed record HostNamespace
{
    /// <summary>Its identity; without the kernel's id where the namespace could not be opened or the kernel has none, and with nothing else, not even an inode, where the kernel lists one
    /// that it does not let this process open.</summary>
    public required NamespaceId Id { get; init; }

    /// <summary>All its names in the registry, in ordinal order; none for one without a name.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Every path it is mounted on, in any mount namespace, each once, in ordinal order; none unless <see cref="HostScanOptions.IncludeHolders"/>.</summary>
    public IReadOnlyList<string> MountPoints { get; init; } = [];

    /// <summary>The namespace id (nsid) that the calling thread's namespace has for it; null where none is assigned.</summary>
    public int? NetnsId { get; init; }

    /// <summary>The processes whose main thread is inside, ascending.</summary>
    public IReadOnlyList<int> ProcessIds { get; init; } = [];

    /// <summary>What else keeps it: threads, descriptors, sockets, mounts. What the processes inside have of it is not told: it goes with them.</summary>
    public IReadOnlyList<NamespaceHolder> Holders { get; init; } = [];

    /// <summary>Whether nothing that keeps it was seen, be it a name, a process or a holder: then only the kernel's own list tells of it (listns(2), Linux 6.19). A descriptor in a message on
    /// its way keeps a namespace so, and a mount in a mount namespace that nobody is in; and whatever <see cref="HostScanOptions"/> did not look for.</summary>
    public bool IsKnownToKernelOnly => Names.Count == 0 && ProcessIds.Count == 0 && Holders.Count == 0;

    /// <summary>The inode of the user namespace that owns it (NS_GET_USERNS, ioctl_nsfs(2)); null where that may not be asked.</summary>
    public ulong? OwnerUserNamespace { get; init; }

    /// <summary>The user that made the owning user namespace, as this process's user namespace numbers users (NS_GET_OWNER_UID, ioctl_nsfs(2)); null where that may not be
    /// asked.</summary>
    public uint? OwnerUserId { get; init; }
}
