namespace LinuxNetns;

/// <summary>What is known of a name.</summary>
internal sealed record WatchedName
{
    /// <summary>How far it is.</summary>
    internal required NameStage Stage { get; init; }

    /// <summary>The namespace of a ready name.</summary>
    internal NamespaceId Id { get; init; }

    /// <summary>The mount through which a ready name is seen; never used again where the kernel numbers mounts so (Linux 6.8).</summary>
    internal ulong MountId { get; init; }

    /// <summary>Whether the mount alone proves that nothing changed: it is the name's own and its number is not used again.</summary>
    internal bool IsPinnedByMount { get; init; }

    /// <summary>The file of this name was seen to be deleted since the last look: an equal inode and mount prove nothing.</summary>
    internal bool IsRenewed { get; init; }

    /// <summary>The id by which its end will be announced; null where it cannot be.</summary>
    internal int? NetnsId { get; init; }

    /// <summary>When a leftover was first seen, in milliseconds.</summary>
    internal long Since { get; init; }

    internal static WatchedName Named { get; } = new() { Stage = NameStage.Named };

    /// <summary>Whether two ready names stand for the same namespace. Without any id (before Linux 5.14, unprivileged) an inode that was used again deceives.</summary>
    internal bool IsOfSameNamespaceAs(WatchedName other)
    {
        if (Id.KernelId is { } mine && other.Id.KernelId is { } its)
            return mine == its;
        return Id == other.Id && (NetnsId is null || other.NetnsId is null || NetnsId == other.NetnsId);
    }

    /// <summary>Whether one name has stood for the same namespace at both looks.</summary>
    internal bool IsUnchangedIn(WatchedName later)
    {
        bool hasIds = (Id.KernelId is not null && later.Id.KernelId is not null) || (NetnsId is not null && later.NetnsId is not null);
        return IsOfSameNamespaceAs(later) && (hasIds || (MountId == later.MountId && !later.IsRenewed));
    }
}
