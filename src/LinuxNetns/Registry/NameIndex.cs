namespace LinuxNetns;

/// <summary>Which names stand for a namespace, by device and inode: one look at the process instead of one at every name.</summary>
/// <remarks>A namespace's name is a mount, so the index is good while the mount table and the directory's entries are unchanged. What a symbolic link leads to changes without either:
/// a directory that holds one is read again every time.</remarks>
internal sealed class NameIndex(string runDirectory)
{
    private readonly object _gate = new();
    private volatile Snapshot _snapshot = new(-1, []);

    /// <summary>The names; none where it has no name.</summary>
    internal IReadOnlyList<string> Find(NamespaceId id)
    {
        Snapshot snapshot = _snapshot;
        if (snapshot.Generation != MountTable.Generation())
            snapshot = Rebuild();
        return snapshot.Names.TryGetValue((id.Device, id.Inode), out string[]? names) ? names : [];
    }

    private Snapshot Rebuild()
    {
        lock (_gate)
        {
            bool watched = MountTable.Watch(runDirectory);
            long generation = MountTable.Generation();
            if (watched && _snapshot.Generation == generation)
                return _snapshot; // somebody else has just read it
            Dictionary<(ulong, ulong), string[]> names = ReadNames(out bool hasLinks);
            return _snapshot = new Snapshot(watched && !hasLinks ? generation : -1, names);
        }
    }

    private unsafe Dictionary<(ulong, ulong), string[]> ReadNames(out bool hasLinks)
    {
        hasLinks = false;
        var lists = new Dictionary<(ulong, ulong), List<string>>();
        foreach (DirectoryName name in DirectoryNames.ReadAll(runDirectory))
        {
            hasLinks |= name.MayBeLink;
            Interop.StatxBuffer status;
            if (!name.IsUtf8 || Interop.Statx(Interop.AT_FDCWD, Path.Join(runDirectory, name.Text), 0, Interop.STATX_INO, &status) != 0)
                continue;
            (ulong, ulong) key = (status.Device, status.Inode);
            if (!lists.TryGetValue(key, out List<string>? names))
                lists.Add(key, names = []);
            names.Add(name.Text);
        }

        return lists.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToArray());
    }

    /// <summary>The names as of a generation; -1 is a generation that never is.</summary>
    private sealed record Snapshot(long Generation, Dictionary<(ulong Device, ulong Inode), string[]> Names);
}
