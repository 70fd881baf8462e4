using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>A look at the fresh names alone: it takes as long as there are adds under way, not names.</summary>
internal sealed class NameGlance(string directory, INamespaceLook look) : IDisposable
{
    private readonly List<Glimpse> _news = [];

    /// <summary>What has become of them, in the order in which it is told.</summary>
    internal IReadOnlyList<Glimpse> News => _news;

    public void Dispose() => _news.ForEach(static glimpse => glimpse.Handle?.Dispose());

    /// <summary>False where only a look can tell. A file without a namespace may be half of a rename, so it is told only under the lock that keeps renames out.</summary>
    /// <param name="fresh">The names; one that is gone and was never told is taken out.</param>
    /// <param name="known">What was told.</param>
    /// <param name="ids">The namespaces that have names.</param>
    /// <param name="mountsChanged">Whether a file that was told may be a namespace by now.</param>
    internal bool Take(FreshNames fresh, IReadOnlyDictionary<string, WatchedName> known, IReadOnlySet<NamespaceId> ids, bool mountsChanged)
    {
        string[] names = fresh.Sorted(name => mountsChanged || !known.ContainsKey(name));
        bool isClear = TakeOnce(names, fresh, known, ids);
        if (!isClear || !_news.Exists(static glimpse => glimpse.Seen.Stage == NameStage.Named))
            return isClear;
        if (!DirectoryLock.TryTake(directory, out SafeFileHandle? held))
            return false;
        using (held)
        {
            Dispose();
            _news.Clear();
            return TakeOnce(names, fresh, known, ids);
        }
    }

    private bool TakeOnce(string[] names, FreshNames fresh, IReadOnlyDictionary<string, WatchedName> known, IReadOnlySet<NamespaceId> ids)
    {
        foreach (string name in names)
        {
            bool isKnown = known.ContainsKey(name);
            WatchedName? seen = look.TakeOne(name, out SafeFileHandle? handle);
            if (seen is null)
            {
                if (isKnown)
                    return false;
                fresh.Remove(name);
            }
            else if (seen.Stage == NameStage.Ready || !isKnown)
            {
                bool hasOther = seen.Stage == NameStage.Ready && HasOtherName(seen.Id, ids);
                _news.Add(new Glimpse(name, seen, handle));
                if (hasOther)
                    return false; // perhaps a rename under way
            }
        }

        return true;
    }

    private bool HasOtherName(NamespaceId id, IReadOnlySet<NamespaceId> ids) =>
        ids.Contains(id) || _news.Exists(other => other.Seen.Stage == NameStage.Ready && other.Seen.Id == id);
}
