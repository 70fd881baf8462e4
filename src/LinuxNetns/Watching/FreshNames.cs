namespace LinuxNetns;

/// <summary>The names that have come lately and are not ready yet: what a glance looks at.</summary>
internal sealed class FreshNames
{
    /// <summary>Since when, in milliseconds.</summary>
    private readonly Dictionary<string, long> _names = new(StringComparer.Ordinal);

    internal int Count => _names.Count;

    internal void Add(string name, long now) => _names.TryAdd(name, now);

    internal void Remove(string name) => _names.Remove(name);

    /// <summary>Those that are asked for, in the order in which they are told.</summary>
    internal string[] Sorted(Func<string, bool> wanted)
    {
        string[] names = [.. _names.Keys.Where(wanted)];
        if (names.Length > 1)
            Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    /// <summary>After a look: keeps those that may be adds under way. Files that stay files are left to the looks.</summary>
    internal void Prune(IReadOnlyDictionary<string, WatchedName> known, long now)
    {
        foreach ((string name, long since) in _names)
        {
            if (known.GetValueOrDefault(name)?.Stage != NameStage.Named || now - since > NamespaceFile.AddMilliseconds)
                _names.Remove(name);
        }
    }
}
