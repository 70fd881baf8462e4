namespace LinuxNetns.Tests;

/// <summary>Reads events with a deadline for each.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly IAsyncEnumerator<NamespaceEvent> _events;

    internal EventReader(INamespaceWatcher watcher) => _events = watcher.WatchAsync(_end.Token).GetAsyncEnumerator(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _events.DisposeAsync();
        _end.Dispose();
    }

    /// <summary>The next event as text: <c>Added red</c>.</summary>
    internal async Task<string> NextAsync()
    {
        _end.CancelAfter(TimeSpan.FromSeconds(30));
        Assert.True(await _events.MoveNextAsync(), "The enumeration ended.");
        return $"{_events.Current.Kind} {_events.Current.Name}".TrimEnd();
    }

    internal async Task<List<string>> NextAsync(int count)
    {
        var texts = new List<string>();
        while (texts.Count < count)
            texts.Add(await NextAsync());
        return texts;
    }
}
