using System.Diagnostics;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>A directory that is watched: what is known of it, and who wants to know. Belongs to the watching thread.</summary>
/// <remarks>
/// A look at the whole directory decides what is told, but takes the longer the more names there are. What may only be an add under way gets a glance: at the names that came lately.
/// A glance that does not understand all that it sees tells nothing and leaves it to a look.
/// </remarks>
internal sealed class WatchedDirectory(string path, SharedWatches watches, DestructionListener? destruction, INamespaceLook look)
{
    /// <summary>How long a rename under way is waited for, and how often it is asked after, in milliseconds.</summary>
    private const int RenamePatience = 1000, RenameInterval = 4;

    /// <summary>How soon a look follows a change of mounts that a glance found no reason for, and one that it did, in milliseconds: there may have been others, which raise nothing of their own.</summary>
    private const int UnexplainedDelay = 10, ExplainedDelay = 1000;

    /// <summary>So many times as long as a look took there is none for such a reason: mounts of others must cost little.</summary>
    private const int RestFactor = 10;

    /// <summary>How many fresh names are glanced at, each with a descriptor if it is ready: among more a look costs little more.</summary>
    private const int GlanceLimit = 256;

    private readonly DirectoryArm _arm = new(path, watches);
    private readonly List<WatchSubscription> _readers = [];
    private readonly List<WatchSubscription> _joining = [];
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly FreshNames _fresh = new();
    private readonly NamedNamespaces _namespaces = new();
    private Dictionary<string, WatchedName> _known = new(StringComparer.Ordinal);
    private HashSet<NamespaceId> _ids = [];
    private long _looks;
    private long _restUntil;
    private long? _patientUntil;
    private bool _lost;
    private bool _isHinted;
    private bool _mountsChanged;

    /// <summary>When it wants to be looked at without any notification, in milliseconds.</summary>
    internal long? DueAt { get; private set; }

    /// <summary>Whether there is a reason to look at once.</summary>
    internal bool IsDirty { get; private set; }

    internal bool HasReaders => _readers.Count + _joining.Count > 0;

    internal void Join(WatchSubscription subscription)
    {
        _joining.Add(subscription);
        IsDirty = true;
    }

    /// <summary>It is not completed: whoever leaves reads no more.</summary>
    internal void Leave(WatchSubscription subscription) => _ = _readers.Remove(subscription) || _joining.Remove(subscription);

    /// <summary>Ends all enumerations, with an error if there is one.</summary>
    internal void Complete(Exception? error)
    {
        _readers.ForEach(reader => reader.Complete(error));
        _joining.ForEach(reader => reader.Complete(error));
    }

    internal void Disarm() => _arm.Disarm();

    /// <summary>Some mount has come or gone.</summary>
    internal void Touch() => _isHinted = _mountsChanged = true;

    /// <summary>Notifications were lost: whatever is known must be read anew, and the readers are told.</summary>
    internal void Lose() => IsDirty = _lost = true;

    internal void Notify(in InotifyEvent e)
    {
        if (!_arm.Owns(e.Watch))
            return;
        if (_arm.IsAtDirectory && e.IsNameNew && _known.GetValueOrDefault(e.Name!) is null or { Stage: NameStage.Named })
        {
            _fresh.Add(e.Name!, Environment.TickCount64);
            _isHinted = true;
            return;
        }

        IsDirty = true;
        if (e.IsWatchGone)
            _arm.Disarm();
        else if (e.IsNameGone && _arm.IsAtDirectory)
            _deleted.Add(e.Name!);
    }

    /// <summary>A namespace was freed. It has lost its last name before that, so the names are looked at first.</summary>
    internal void End(int netnsId) => IsDirty |= _namespaces.End(netnsId);

    internal void EndAllBut(HashSet<int> alive) => IsDirty |= _namespaces.EndAllBut(alive);

    /// <summary>Glances, and looks, if there is a reason to.</summary>
    /// <returns>How long it has looked, in the clock's ticks.</returns>
    internal long Turn(long now, bool mayLook)
    {
        if (_isHinted && !IsDirty)
            Glance(now);
        return !mayLook || (!IsDirty && (DueAt is null || now < DueAt)) ? 0 : Look(now);
    }

    private void Glance(long now)
    {
        using var glance = new NameGlance(path, look);
        if (_fresh.Count > GlanceLimit || !glance.Take(_fresh, _known, _ids, _mountsChanged))
        {
            IsDirty = true;
            return;
        }

        foreach ((string name, WatchedName seen, _) in glance.News)
        {
            if (!_known.ContainsKey(name))
                Tell(new NamespaceEvent { Kind = NamespaceEventKind.Added, Name = name });
            if (seen.Stage == NameStage.Ready)
                Tell(new NamespaceEvent { Kind = NamespaceEventKind.Ready, Name = name, Id = seen.Id });
        }

        // After all have been told, and together: to be tracked takes a name as long as all the rest.
        SafeFileHandle[] handles = [.. glance.News.Select(static glimpse => glimpse.Handle).OfType<SafeFileHandle>()];
        int?[]? netnsIds = destruction?.Track(handles);
        int ready = 0;
        foreach ((string name, WatchedName seen, SafeFileHandle? handle) in glance.News)
        {
            _known[name] = seen;
            if (handle is not null)
                Keep(name, seen with { NetnsId = netnsIds?[ready++] });
        }

        if (_mountsChanged)
            DueAt = Math.Min(DueAt ?? long.MaxValue, Math.Max(_restUntil, now + (handles.Length > 0 ? ExplainedDelay : UnexplainedDelay)));
        _isHinted = _mountsChanged = false;
    }

    private void Keep(string name, WatchedName tracked)
    {
        _known[name] = tracked;
        _namespaces.Add(name, tracked);
        _ids.Add(tracked.Id);
        _fresh.Remove(name);
        _deleted.Remove(name);
    }

    private long Look(long now)
    {
        long started = Stopwatch.GetTimestamp();
        _arm.Arm();
        if (TakeLook(now) is not { } found)
            return Stopwatch.GetTimestamp() - started;
        SnapshotDiff diff = SnapshotDiffer.Compare(_known, found, now);
        // What readers do when they are told is not counted.
        long took = Stopwatch.GetTimestamp() - started;
        _known = diff.Next;
        DueAt = diff.LookAgainAt;
        _looks++;
        if (_lost)
            Tell(new NamespaceEvent { Kind = NamespaceEventKind.Resync });
        foreach (NamespaceEvent e in diff.Events)
            Tell(e);
        if (diff.Events.Count > 0)
        {
            _namespaces.Update(_known, _looks);
            _ids = [.. _known.Values.Where(static name => name.Stage == NameStage.Ready).Select(static name => name.Id)];
        }

        foreach ((NamespaceEvent e, long namedUntil) in _namespaces.TakeEnded())
            Tell(e, namedUntil);
        Welcome();
        _deleted.Clear();
        _fresh.Prune(_known, now);
        IsDirty = _lost = _isHinted = _mountsChanged = false;
        _restUntil = now + (long)(Stopwatch.GetElapsedTime(0, took).TotalMilliseconds * RestFactor);
        return took;
    }

    /// <summary>Null while a rename is under way. A look that may have caught one between its halves is taken again under the lock, which keeps renames out for that long.</summary>
    private Dictionary<string, WatchedName>? TakeLook(long now)
    {
        Dictionary<string, WatchedName> found = LookOnce();
        if (now >= (_patientUntil ?? long.MaxValue) || !SnapshotDiffer.MayBeHalfRenamed(_known, found))
        {
            _patientUntil = null;
            return found;
        }

        if (!DirectoryLock.TryTake(path, out SafeFileHandle? held))
        {
            _patientUntil ??= now + RenamePatience;
            DueAt = now + RenameInterval;
            IsDirty = false;
            return null;
        }

        using (held)
        {
            _patientUntil = null;
            return LookOnce();
        }
    }

    private Dictionary<string, WatchedName> LookOnce() => _arm.IsAtDirectory ? look.Take(_known, _deleted, trustMounts: !_lost) : [];

    private void Tell(NamespaceEvent e, long namedUntil = long.MaxValue)
    {
        foreach (WatchSubscription reader in _readers)
        {
            if (namedUntil > reader.JoinedAt)
                reader.Write(e);
        }
    }

    private void Welcome()
    {
        foreach (WatchSubscription reader in _joining)
        {
            reader.JoinedAt = _looks;
            foreach ((string name, WatchedName known) in _known.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
            {
                if (known.Stage == NameStage.Ready)
                    reader.Write(new NamespaceEvent { Kind = NamespaceEventKind.Existing, Name = name, Id = known.Id });
                else if (known.Stage == NameStage.Named)
                    reader.Write(new NamespaceEvent { Kind = NamespaceEventKind.Added, Name = name });
            }
        }

        _readers.AddRange(_joining);
        _joining.Clear();
    }
}
