using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>One look at a directory: which names there are, and what they stand for. No descriptor is kept, since a watcher must not keep namespaces alive.</summary>
internal sealed unsafe class NamespaceLook(string directory, DestructionListener? destruction) : INamespaceLook
{
    public Dictionary<string, WatchedName> Take(IReadOnlyDictionary<string, WatchedName> known, IReadOnlySet<string> deleted, bool trustMounts)
    {
        var look = new Dictionary<string, WatchedName>(StringComparer.Ordinal);
        foreach (string name in ReadNames())
        {
            string path = Path.Join(directory, name);
            WatchedName? before = known.GetValueOrDefault(name);
            bool renewed = deleted.Contains(name);
            WatchedName? now = trustMounts && !renewed && IsStillMounted(path, before) ? before : Examine(path, before, trustMounts, renewed);
            if (now is not null)
                look[name] = now;
        }

        return look;
    }

    public WatchedName? TakeOne(string name, out SafeFileHandle? handle)
    {
        string path = Path.Join(directory, name);
        (NamespaceEntryState? state, handle) = NamespaceFile.Examine(path, identify: true);
        if (handle is null)
            return state is null ? null : WatchedName.Named;
        try
        {
            return Identify(See(handle, path), handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private List<string> ReadNames()
    {
        try
        {
            return DirectoryNames.Read(directory);
        }
        catch (IOException) when (!Directory.Exists(directory))
        {
            return []; // something else of that name, or gone meanwhile
        }
    }

    /// <summary>One status call in place of five: a mount whose number is never used again shows the same namespace for ever.</summary>
    private static bool IsStillMounted(string path, WatchedName? before)
    {
        if (before is not { Stage: NameStage.Ready, IsPinnedByMount: true })
            return false;
        Interop.StatxBuffer status;
        return Interop.Statx(Interop.AT_FDCWD, path, 0, Interop.STATX_INO | Interop.STATX_MNT_ID_UNIQUE, &status) == 0
            && IsPinned(in status) && status.MountId == before.MountId && status.Inode == before.Id.Inode;
    }

    private static bool IsPinned(in Interop.StatxBuffer status) =>
        (status.Mask & Interop.STATX_MNT_ID_UNIQUE) != 0 && (status.Attributes & Interop.STATX_ATTR_MOUNT_ROOT) != 0;

    /// <summary>Null where it is gone.</summary>
    private WatchedName? Examine(string path, WatchedName? before, bool trustMounts, bool renewed)
    {
        (NamespaceEntryState? state, SafeFileHandle? handle) = NamespaceFile.Examine(path, identify: true);
        using (handle)
        {
            if (handle is null)
                return state is null ? null : WatchedName.Named;
            // Where notifications were lost, one that told of a deletion may be among them.
            WatchedName seen = See(handle, path) with { IsRenewed = renewed || !trustMounts };
            // Before Linux 6.18 the id costs a visit to the namespace: a name that shows no sign of change keeps the one that was read.
            bool isUnchanged = before is { Stage: NameStage.Ready } && before.Id == seen.Id && (seen.Id.KernelId is not null || (before.MountId == seen.MountId && !seen.IsRenewed));
            return isUnchanged
                ? seen with { Id = before!.Id, NetnsId = before.NetnsId, IsRenewed = false }
                : Identify(seen, handle) with { NetnsId = destruction?.Track([handle])[0] };
        }
    }

    private static WatchedName Identify(WatchedName seen, SafeFileHandle handle) => seen.Id.KernelId is null ? seen with { Id = NamespaceIdentity.Read(handle) } : seen;

    private static WatchedName See(SafeFileHandle handle, string path)
    {
        int fd = (int)handle.DangerousGetHandle();
        Interop.StatxBuffer status;
        byte empty = 0;
        return Interop.Statx(fd, &empty, Interop.AT_EMPTY_PATH, Interop.STATX_INO | Interop.STATX_MNT_ID | Interop.STATX_MNT_ID_UNIQUE, &status) != 0
            ? throw Interop.LastError("statx", path)
            : new WatchedName
            {
                Stage = NameStage.Ready,
                Id = new NamespaceId(NamespaceIdentity.KernelId(fd), status.Device, status.Inode),
                MountId = status.MountId,
                IsPinnedByMount = IsPinned(in status),
            };
    }
}
