using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>A look at the fresh names alone: it takes as long as there are adds under way, not names.</summary>
internal sealed class NameGlance(string directory, INamespaceLook look) : IDisposable
{
    private readonly List<Glimpse> _news = [];

    /// <summary>What has become of them, in the order in which it is told.</summary>
    internal IReadOnlyList<Glimpse> News => _news;

    public void Dispose() => _news.ForEach(static glimpse => glimpse.Handle?.Dispose());

    /// <summary>False where only a look can tell. A file without a namespace may be half of a rename, so it is looked at again under the lock that keeps renames out.</summary>
    /// <param name="fresh">The names; one that is gone and was never told is taken out.</param>
    /// <param name="known">What was told.</param>
    /// <param name="ids">The namespaces that have names.</param>
    /// <param name="mountsChanged">Whether a file that was told may be a namespace by now.</param>
    internal bool Take(FreshNames fresh, IReadOnlyDictionary<string, WatchedName> known, IReadOnlySet<NamespaceId> ids, bool mountsChanged)
    {
        foreach (string name in fresh.Sorted(name => mountsChanged || !known.ContainsKey(name)))
        {
            bool isKnown = known.ContainsKey(name);
            WatchedName? seen = look.TakeOne(name, out SafeFileHandle? handle);
            if (seen is null && isKnown)
                return false;
            if (seen is null)
                fresh.Remove(name);
            else if ((seen.Stage == NameStage.Ready || !isKnown) && !Accept(_news.Count, new Glimpse(name, seen, handle), ids))
                return false;
        }

        if (!_news.Exists(IsFile))
            return true;
        if (!DirectoryLock.TryTake(directory, out SafeFileHandle? held))
            return false;
        using (held)
            return TakeFilesAgain(fresh, ids);
    }

    private static bool IsFile(Glimpse glimpse) => glimpse.Seen.Stage == NameStage.Named;

    private bool TakeFilesAgain(FreshNames fresh, IReadOnlySet<NamespaceId> ids)
    {
        for (int i = _news.Count - 1; i >= 0; i--)
        {
            string name = _news[i].Name;
            if (!IsFile(_news[i]))
                continue;
            _news.RemoveAt(i);
            if (look.TakeOne(name, out SafeFileHandle? handle) is not { } seen)
                fresh.Remove(name);
            else if (!Accept(i, new Glimpse(name, seen, handle), ids))
                return false;
        }

        return true;
    }

    /// <summary>False for a namespace that has another name: perhaps a rename under way.</summary>
    private bool Accept(int at, Glimpse glimpse, IReadOnlySet<NamespaceId> ids)
    {
        bool isOnly = IsFile(glimpse) || !(ids.Contains(glimpse.Seen.Id) || _news.Exists(other => !IsFile(other) && other.Seen.Id == glimpse.Seen.Id));
        _news.Insert(at, glimpse);
        return isOnly;
    }
}
