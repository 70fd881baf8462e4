namespace LinuxNetns.Netlink;

/// <summary>What was told of one topic in one network namespace.</summary>
internal sealed class EventScope
{
    private readonly Dictionary<string, EventEntry> _entries = new(StringComparer.Ordinal);

    internal IEnumerable<EventEntry> Entries => _entries.Values.SelectMany(Chain);

    internal EventEntry? Find(string key) => _entries.GetValueOrDefault(key);

    /// <summary>Takes an object; true when it takes the place of one.</summary>
    /// <param name="entry">The object.</param>
    /// <param name="isUnique">There is one with its key at most.</param>
    /// <param name="replaces">
    /// It takes the place of one with its key. Where there are several nobody knows of which: what is kept too long a comparison will tell as gone, while
    /// what is forgotten too early nobody would.
    /// </param>
    internal bool Put(EventEntry entry, bool isUnique, bool replaces = false)
    {
        EventEntry? first = _entries.GetValueOrDefault(entry.Key);
        if (first is null)
        {
            _entries.Add(entry.Key, entry);
            return false;
        }

        if (isUnique || first.Fingerprint == entry.Fingerprint || (replaces && first.Next is null))
        {
            entry.Next = first.Next;
            _entries[entry.Key] = entry;
            return true;
        }

        EventEntry end = first;
        for (; end.Next is { } next; end = next)
        {
            if (next.Fingerprint == entry.Fingerprint)
            {
                entry.Next = next.Next;
                end.Next = entry;
                return true;
            }
        }

        end.Next = entry;
        return replaces;
    }

    /// <summary>Forgets an object: the one that is the same. Of those that share a key another one stays, as with <see cref="Put"/>.</summary>
    internal void Remove(EventEntry entry, bool isUnique)
    {
        if (_entries.GetValueOrDefault(entry.Key) is not { } first)
        {
            return;
        }

        if (isUnique || (first.Fingerprint == entry.Fingerprint && first.Next is null))
        {
            _entries.Remove(entry.Key);
            return;
        }

        if (first.Fingerprint == entry.Fingerprint)
        {
            _entries[entry.Key] = first.Next!;
            return;
        }

        for (EventEntry before = first; before.Next is { } next; before = next)
        {
            if (next.Fingerprint == entry.Fingerprint)
            {
                before.Next = next.Next;
                return;
            }
        }
    }

    /// <summary>What must be told to somebody who knows this, so that he knows the other.</summary>
    internal void Compare(EventScope fresh, bool isUnique, List<EventEntry> removed, List<(NetlinkEventKind Kind, EventEntry Entry)> put)
    {
        foreach ((string key, EventEntry first) in _entries)
        {
            if (!fresh._entries.ContainsKey(key))
            {
                removed.AddRange(Chain(first));
            }
        }

        foreach ((string key, EventEntry first) in fresh._entries)
        {
            List<EventEntry> old = [.. Chain(Find(key))];
            List<EventEntry> now = [.. Chain(first).Where(entry => !Take(old, entry))];
            if (isUnique && old.Count > 0 && now.Count > 0)
            {
                put.Add((NetlinkEventKind.Changed, now[0]));
                continue;
            }

            // Two that share a key may have nothing else in common: who tells routes apart by their devices must hear of both.
            removed.AddRange(old);
            put.AddRange(now.Select(entry => (NetlinkEventKind.Added, entry)));
        }
    }

    private static bool Take(List<EventEntry> entries, EventEntry same)
    {
        int at = entries.FindIndex(entry => entry.Fingerprint == same.Fingerprint);
        if (at >= 0)
        {
            entries.RemoveAt(at);
        }

        return at >= 0;
    }

    private static IEnumerable<EventEntry> Chain(EventEntry? entry)
    {
        for (; entry is not null; entry = entry.Next)
        {
            yield return entry;
        }
    }
}
