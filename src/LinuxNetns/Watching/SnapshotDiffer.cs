namespace LinuxNetns;

/// <summary>Compares two looks at a directory. Pure: time comes in as a number.</summary>
internal sealed class SnapshotDiffer
{
    /// <summary>How long a file may stay after its namespace was unmounted before it counts as a name of its own, in milliseconds.</summary>
    internal const int LeftoverGrace = 250;

    private readonly List<NamespaceEvent> _events = [];
    private readonly Dictionary<string, WatchedName> _known;
    private readonly IReadOnlyDictionary<string, WatchedName> _look;
    private readonly long _now;
    private long? _lookAgainAt;

    private SnapshotDiffer(IReadOnlyDictionary<string, WatchedName> known, IReadOnlyDictionary<string, WatchedName> look, long now)
    {
        _known = new Dictionary<string, WatchedName>(known, StringComparer.Ordinal);
        _look = look;
        _now = now;
    }

    internal static SnapshotDiff Compare(IReadOnlyDictionary<string, WatchedName> known, IReadOnlyDictionary<string, WatchedName> look, long now)
    {
        var differ = new SnapshotDiffer(known, look, now);
        differ.Compare();
        return new SnapshotDiff(differ._events, differ._known, differ._lookAgainAt);
    }

    /// <summary>Whether the look may have caught a rename between its halves: a new name without a namespace, or with one that has another name;
    /// or a namespace that lost its name, since the new name may have come after the directory was read.</summary>
    internal static bool MayBeHalfRenamed(IReadOnlyDictionary<string, WatchedName> known, IReadOnlyDictionary<string, WatchedName> look)
    {
        HashSet<NamespaceId>? kept = null;
        foreach ((string name, WatchedName now) in look)
        {
            NameStage? before = known.GetValueOrDefault(name)?.Stage;
            if (before is null && now.Stage == NameStage.Named)
                return true;
            if (before == NameStage.Ready || now.Stage != NameStage.Ready)
                continue;
            kept ??= [.. known.Where(pair => pair.Value.Stage == NameStage.Ready && look.GetValueOrDefault(pair.Key)?.Stage == NameStage.Ready).Select(static pair => pair.Value.Id)];
            if (kept.Contains(now.Id))
                return true;
        }

        return HasLost(known, look);
    }

    private static bool HasLost(IReadOnlyDictionary<string, WatchedName> known, IReadOnlyDictionary<string, WatchedName> look)
    {
        HashSet<NamespaceId>? seen = null;
        foreach ((string name, WatchedName before) in known)
        {
            if (before.Stage != NameStage.Ready || (look.TryGetValue(name, out WatchedName? now) && now.Stage == NameStage.Ready && now.Id == before.Id))
                continue;
            seen ??= [.. look.Values.Where(static there => there.Stage == NameStage.Ready).Select(static there => there.Id)];
            if (!seen.Contains(before.Id))
                return true;
        }

        return false;
    }

    private void Compare()
    {
        List<string> gone = [.. _known.Keys.Where(name => !IsUnchanged(name)).Order(StringComparer.Ordinal)];
        List<string> arrived = [.. _look.Keys.Where(name => !IsUnchanged(name)).Order(StringComparer.Ordinal)];
        List<(string From, string To)> renames = Pair(gone, arrived);

        HashSet<string> renamed = [.. renames.Select(static rename => rename.From)];
        foreach (string name in gone)
        {
            if (!renamed.Contains(name))
                Drop(name);
        }

        Rename(renames);
        foreach (string name in arrived)
            Arrive(name, _look[name]);
        foreach ((string name, WatchedName now) in _look)
        {
            WatchedName known = _known[name];
            if (known.Stage == NameStage.Leftover)
                _lookAgainAt = Math.Min(_lookAgainAt ?? long.MaxValue, known.Since + LeftoverGrace);
            else
                _known[name] = now; // perhaps the same namespace through another mount
        }
    }

    private bool IsUnchanged(string name)
    {
        if (!_known.TryGetValue(name, out WatchedName? before) || !_look.TryGetValue(name, out WatchedName? now) || now.Stage != before.Stage)
            return false;
        // A name that is not ready has no identity.
        return now.Stage != NameStage.Ready || before.IsUnchangedIn(now);
    }

    /// <summary>Each name that its namespace left, with the name that the same namespace has got.</summary>
    private List<(string From, string To)> Pair(List<string> gone, List<string> arrived)
    {
        ILookup<ulong, string> ready = arrived.Where(name => _look[name].Stage == NameStage.Ready).ToLookup(name => _look[name].Id.Inode);
        var renames = new List<(string, string)>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (string from in gone)
        {
            WatchedName before = _known[from];
            if (before.Stage != NameStage.Ready)
                continue;
            string? to = ready[before.Id.Inode].FirstOrDefault(to => to != from && before.IsOfSameNamespaceAs(_look[to]) && !taken.Contains(to));
            if (to is null)
                continue;
            taken.Add(to);
            renames.Add((from, to));
        }

        return renames;
    }

    /// <summary>Into free names first. Names that changed places in a ring cannot be told one by one: they are removed and added.</summary>
    private void Rename(List<(string From, string To)> renames)
    {
        while (renames.Count > 0)
        {
            int next = renames.FindIndex(rename => !_known.TryGetValue(rename.To, out WatchedName? there) || there.Stage != NameStage.Ready);
            if (next < 0)
                break;
            (string from, string to) = renames[next];
            renames.RemoveAt(next);
            Report(NamespaceEventKind.Renamed, to, _look[to].Id, from);
            Forget(from);
            _known[to] = _look[to];
        }

        foreach ((string from, _) in renames)
            Drop(from);
    }

    private void Drop(string name)
    {
        WatchedName before = _known[name];
        if (before.Stage != NameStage.Ready && _look.ContainsKey(name))
            return; // what becomes of it is decided when it arrives
        if (before.Stage != NameStage.Leftover)
            Report(NamespaceEventKind.Removed, name, before.Stage == NameStage.Ready ? before.Id : null);
        Forget(name);
    }

    private void Forget(string name)
    {
        if (_known.Remove(name, out WatchedName? before) && before.Stage == NameStage.Ready && _look.TryGetValue(name, out WatchedName? now) && now.Stage == NameStage.Named)
            _known[name] = new WatchedName { Stage = NameStage.Leftover, Since = _now };
    }

    private void Arrive(string name, WatchedName now)
    {
        WatchedName? before = _known.GetValueOrDefault(name);
        if (before?.Stage == NameStage.Leftover && now.Stage == NameStage.Named && _now - before.Since < LeftoverGrace)
            return;
        if (before is null or { Stage: NameStage.Leftover })
            Report(NamespaceEventKind.Added, name, id: null);
        if (now.Stage == NameStage.Ready && before?.Stage != NameStage.Ready)
            Report(NamespaceEventKind.Ready, name, now.Id);
        _known[name] = now;
    }

    private void Report(NamespaceEventKind kind, string name, NamespaceId? id, string? oldName = null) =>
        _events.Add(new NamespaceEvent { Kind = kind, Name = name, OldName = oldName, Id = id });
}
