namespace LinuxNetns.Netlink;

/// <summary>What was told of one topic in one network namespace.</summary>
internal sealed class EventScope
{
    private readonly Dictionary<string, EventEntry> _entries = new(StringComparer.Ordinal);

    internal IEnumerable<EventEntry> Entries => _entries.Values.SelectMany(Chain);

    internal EventEntry? Find(string key) => _entries.GetValueOrDefault(key);

    /// <summary>Takes an object; true when it takes the place of one.</summary>
    /// <param name="entry">The object.</param>
    /// <param name="replaces">It takes the place of the first one with its key, whatever that is.</param>
    /// <param name="last">Else it goes behind those with its key.</param>
    internal bool Put(EventEntry entry, bool replaces, bool last = true)
    {
        EventEntry? first = _entries.GetValueOrDefault(entry.Key);
        if (first is null)
        {
            _entries.Add(entry.Key, entry);
            return false;
        }

        if (replaces || first.Fingerprint == entry.Fingerprint)
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

        if (last)
        {
            end.Next = entry;
        }
        else
        {
            entry.Next = first;
            _entries[entry.Key] = entry;
        }

        return false;
    }

    /// <summary>Forgets an object: the one that is the same, else the first with its key.</summary>
    internal void Remove(EventEntry entry)
    {
        if (_entries.GetValueOrDefault(entry.Key) is not { } first)
        {
            return;
        }

        for (EventEntry before = first; before.Next is { } next && first.Fingerprint != entry.Fingerprint; before = next)
        {
            if (next.Fingerprint == entry.Fingerprint)
            {
                before.Next = next.Next;
                return;
            }
        }

        if (first.Next is { } second)
        {
            _entries[entry.Key] = second;
        }
        else
        {
            _entries.Remove(entry.Key);
        }
    }

    /// <summary>What must be told to somebody who knows this, so that he knows the other.</summary>
    internal void Compare(EventScope fresh, List<EventEntry> removed, List<(NetlinkEventKind Kind, EventEntry Entry)> put)
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
            for (int i = 0; i < now.Count; i++)
            {
                put.Add((i < old.Count ? NetlinkEventKind.Changed : NetlinkEventKind.Added, now[i]));
            }

            removed.AddRange(old.Skip(now.Count));
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
