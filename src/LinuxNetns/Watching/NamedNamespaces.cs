namespace LinuxNetns;

/// <summary>The namespaces that have or had a name here, until they end.</summary>
internal sealed class NamedNamespaces
{
    private readonly Dictionary<int, Named> _byNetnsId = [];
    private readonly List<int> _ended = [];

    /// <summary>Whether it is one of these.</summary>
    internal bool End(int netnsId)
    {
        if (!_byNetnsId.ContainsKey(netnsId))
            return false;
        _ended.Add(netnsId);
        return true;
    }

    internal bool EndAllBut(HashSet<int> alive)
    {
        int before = _ended.Count;
        _ended.AddRange(_byNetnsId.Keys.Where(id => !alive.Contains(id)));
        return _ended.Count > before;
    }

    /// <summary>Takes the names of a look over. A namespace without a name keeps its last one.</summary>
    internal void Update(IReadOnlyDictionary<string, WatchedName> known, long look)
    {
        foreach (Named named in _byNetnsId.Values)
            named.NamedUntil = Math.Min(named.NamedUntil, look);
        foreach ((string name, WatchedName now) in known)
            Add(name, now);
    }

    /// <summary>Takes one name over.</summary>
    internal void Add(string name, WatchedName now)
    {
        if (now is not { Stage: NameStage.Ready, NetnsId: { } netnsId })
            return;
        if (_byNetnsId.TryGetValue(netnsId, out Named? named) && named.Name == name)
            named.NamedUntil = long.MaxValue;
        else
            _byNetnsId[netnsId] = new Named(name, now.Id);
    }

    /// <summary>The events of those that have ended, with the look at which they lost their last name.</summary>
    internal IEnumerable<(NamespaceEvent Event, long NamedUntil)> TakeEnded()
    {
        foreach (int netnsId in _ended)
        {
            if (_byNetnsId.Remove(netnsId, out Named? named))
                yield return (new NamespaceEvent { Kind = NamespaceEventKind.Destroyed, Name = named.Name, Id = named.Id }, named.NamedUntil);
        }

        _ended.Clear();
    }

    private sealed record Named(string Name, NamespaceId Id)
    {
        internal long NamedUntil { get; set; } = long.MaxValue;
    }
}
