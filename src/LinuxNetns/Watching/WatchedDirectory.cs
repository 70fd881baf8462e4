using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>A directory that is watched: what is known of it, and who wants to know. Belongs to the watching thread.</summary>
internal sealed class WatchedDirectory(string path, SharedWatches watches, DestructionListener? destruction, WatchSeams seams)
{
    /// <summary>How long a rename under way is waited for, and how often it is asked after, in milliseconds.</summary>
    private const int RenamePatience = 1000, RenameInterval = 4;

    private readonly DirectoryArm _arm = new(path, watches);
    private readonly INamespaceLook _look = seams.OpenLook(path, destruction);
    private readonly List<WatchSubscription> _readers = [];
    private readonly List<WatchSubscription> _joining = [];
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly NamedNamespaces _namespaces = new();
    private Dictionary<string, WatchedName> _known = new(StringComparer.Ordinal);
    private long _looks;
    private long? _patientUntil;
    private bool _lost;

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

    internal void Leave(WatchSubscription subscription)
    {
        _ = _readers.Remove(subscription) || _joining.Remove(subscription);
        subscription.Complete(error: null);
    }

    /// <summary>Ends all enumerations, with an error if there is one.</summary>
    internal void Complete(Exception? error)
    {
        _readers.ForEach(reader => reader.Complete(error));
        _joining.ForEach(reader => reader.Complete(error));
    }

    internal void Disarm() => _arm.Disarm();

    internal void Touch() => IsDirty = true;

    /// <summary>Notifications were lost: whatever is known must be read anew, and the readers are told.</summary>
    internal void Lose() => IsDirty = _lost = true;

    internal void Notify(in InotifyEvent e)
    {
        if (!_arm.Owns(e.Watch))
            return;
        IsDirty = true;
        if (e.IsWatchGone)
            _arm.Disarm();
        else if (e.IsNameGone && _arm.IsAtDirectory)
            _deleted.Add(e.Name!);
    }

    /// <summary>A namespace was freed. It has lost its last name before that, so the names are looked at first.</summary>
    internal void End(int netnsId) => IsDirty |= _namespaces.End(netnsId);

    internal void EndAllBut(HashSet<int> alive) => IsDirty |= _namespaces.EndAllBut(alive);

    /// <summary>Looks, if there is a reason to.</summary>
    internal void Turn(long now)
    {
        if (!IsDirty && (DueAt is null || now < DueAt))
            return;
        _arm.Arm();
        if (TakeLook(now) is not { } look)
            return;
        SnapshotDiff diff = SnapshotDiffer.Compare(_known, look, now);
        _known = diff.Next;
        DueAt = diff.LookAgainAt;
        _looks++;
        if (_lost)
            Tell(new NamespaceEvent { Kind = NamespaceEventKind.Resync });
        foreach (NamespaceEvent e in diff.Events)
            Tell(e);
        if (diff.Events.Count > 0)
            _namespaces.Update(_known, _looks);
        foreach ((NamespaceEvent e, long namedUntil) in _namespaces.TakeEnded())
            Tell(e, namedUntil);
        Welcome();
        _deleted.Clear();
        IsDirty = _lost = false;
    }

    /// <summary>Null while a rename is under way. A look that may have caught one between its halves is taken again under the lock, which keeps renames out for that long.</summary>
    private Dictionary<string, WatchedName>? TakeLook(long now)
    {
        Dictionary<string, WatchedName> look = LookOnce();
        if (now >= (_patientUntil ?? long.MaxValue) || !SnapshotDiffer.MayBeHalfRenamed(_known, look))
        {
            _patientUntil = null;
            return look;
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

    private Dictionary<string, WatchedName> LookOnce() => _arm.IsAtDirectory ? _look.Take(_known, _deleted, trustMounts: !_lost) : [];

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
