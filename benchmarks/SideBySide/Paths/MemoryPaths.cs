namespace LinuxNetns.SideBySide;

/// <summary>What a process that lives long keeps for each name.</summary>
internal static class MemoryPaths
{
    internal static IEnumerable<Footprint> All(Arena arena)
    {
        List<NetworkNamespace> open = new(arena.Names);
        yield return Footprint.Of("an open namespace", arena.Names, "names", () => open.AddRange(Enumerable.Range(0, arena.Names).Select(i => arena.Registry.Open($"l{i}"))));
        open.ForEach(ns => ns.Dispose());
        open = [];

        using var stop = new CancellationTokenSource();
        IAsyncEnumerator<NamespaceEvent> events = new NamespaceWatcher().WatchAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        try
        {
            yield return Footprint.Of("a watched name", arena.Names, "names", () => ReadAsync(events, arena.Names).GetAwaiter().GetResult());
        }
        finally
        {
            events.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static async Task ReadAsync(IAsyncEnumerator<NamespaceEvent> events, int count)
    {
        for (int i = 0; i < count; i++)
            await events.MoveNextAsync();
    }
}
