namespace LinuxNetns.IntegrationTests;

/// <summary>Reads a watcher's events with a deadline for each, and keeps them all.</summary>
internal sealed class WatchReader : IAsyncDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly IAsyncEnumerator<NamespaceEvent> _events;

    internal WatchReader(INamespaceWatcher watcher) => _events = watcher.WatchAsync(_end.Token).GetAsyncEnumerator(CancellationToken.None);

    internal List<NamespaceEvent> Seen { get; } = [];

    /// <summary>The names that the events so far leave, ready or not.</summary>
    internal SortedDictionary<string, NamespaceId?> Names { get; } = new(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _end.Dispose();
    }

    internal async Task<NamespaceEvent> NextAsync()
    {
        _end.CancelAfter(s_deadline);
        try
        {
            Assert.True(await _events.MoveNextAsync(), "The enumeration ended.");
            _end.CancelAfter(Timeout.InfiniteTimeSpan); // what the test does until the next event is not to be counted
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"No event within {s_deadline}. Seen: {string.Join(", ", Seen.TakeLast(20).Select(Text))}");
        }

        Fold(_events.Current);
        return _events.Current;
    }

    internal async Task<NamespaceEvent> UntilAsync(NamespaceEventKind kind, string? name)
    {
        NamespaceEvent e;
        do
        {
            e = await NextAsync();
        }
        while (e.Kind != kind || e.Name != name);
        return e;
    }

    internal IEnumerable<string> SeenOf(string name) => Seen.Where(e => e.Name == name || e.OldName == name).Select(e => e.Kind.ToString());

    private static string Text(NamespaceEvent e) => $"{e.Kind} {e.OldName}{(e.OldName is null ? "" : "→")}{e.Name}";

    private void Fold(NamespaceEvent e)
    {
        Seen.Add(e);
        switch (e.Kind)
        {
            case NamespaceEventKind.Existing:
                Names.Add(e.Name!, e.Id);
                break;
            case NamespaceEventKind.Added:
                Names.Add(e.Name!, null);
                break;
            case NamespaceEventKind.Ready:
                Assert.Null(Names[e.Name!]);
                Names[e.Name!] = e.Id;
                break;
            case NamespaceEventKind.Removed:
                Assert.True(Names.Remove(e.Name!, out NamespaceId? had), $"{e.Name} was removed before it was there.");
                Assert.Equal(had, e.Id);
                break;
            case NamespaceEventKind.Renamed:
                Assert.True(Names.Remove(e.OldName!, out NamespaceId? moved), $"{e.OldName} was renamed before it was there.");
                Assert.Equal(moved, e.Id);
                Assert.Null(Names.GetValueOrDefault(e.Name!));
                Names[e.Name!] = e.Id;
                break;
        }
    }
}
