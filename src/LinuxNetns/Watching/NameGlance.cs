using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>A look at the fresh names alone: takes as long as there are adds under way, not names.</summary>
/// <param name="directory">Where the names are.</param>
/// <param name="look">Looks at one.</param>
/// <param name="known">What the last look found.</param>
/// <param name="ids">The namespaces that have names.</param>
internal sealed class NameGlance(string directory, INamespaceLook look, IReadOnlyDictionary<string, WatchedName> known, IReadOnlySet<NamespaceId> ids) : IDisposable
{
    private readonly List<Glimpse> _news = [];

    /// <summary>What has come of them, in the order in which it is told.</summary>
    internal IReadOnlyList<Glimpse> News => _news;

    public void Dispose()
    {
        foreach (Glimpse glimpse in _news)
            glimpse.Handle?.Dispose();
        _news.Clear();
    }

    /// <summary>False where only a look can tell. A file without a namespace may be half of a rename, so it is told only under the lock that keeps renames out.</summary>
    internal bool Take(FreshNames fresh, bool mountsChanged)
    {
        if (fresh.IsEmpty)
            return true;
        string[] names = fresh.Sorted();
        if (!TakeOnce(names, fresh, mountsChanged))
            return false;
        if (!_news.Exists(static glimpse => glimpse.Seen.Stage == NameStage.Named))
            return true;
        if (!DirectoryLock.TryTake(directory, out SafeFileHandle? held))
            return false;
        using (held)
        {
            Dispose();
            return TakeOnce(names, fresh, mountsChanged);
        }
    }

    private bool TakeOnce(string[] names, FreshNames fresh, bool mountsChanged)
    {
        foreach (string name in names)
        {
            bool isKnown = known.ContainsKey(name);
            if (isKnown && !mountsChanged)
                continue; // still a file
            WatchedName? seen = look.TakeOne(name, out SafeFileHandle? handle);
            if (seen is null && !isKnown)
                fresh.Remove(name);
            else if (seen is null || !Accept(new Glimpse(name, seen, handle), isKnown))
                return false;
        }

        return true;
    }

    /// <summary>False for a namespace that has another name: perhaps a rename under way.</summary>
    private bool Accept(Glimpse glimpse, bool isKnown)
    {
        if (glimpse.Seen.Stage == NameStage.Named && isKnown)
            return true;
        NamespaceId id = glimpse.Seen.Id;
        bool isClear = glimpse.Seen.Stage == NameStage.Named || (!ids.Contains(id) && !_news.Exists(other => other.Seen.Stage == NameStage.Ready && other.Seen.Id == id));
        _news.Add(glimpse);
        return isClear;
    }
}
