using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Reads a stream of events step by step, with a deadline.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _stop = new();
    private readonly IAsyncEnumerator<NetlinkEvent> _events;

    internal EventReader(IAsyncEnumerable<NetlinkEvent> events) => _events = events.GetAsyncEnumerator(_stop.Token);

    internal static async Task<EventReader> StartAsync(Lab lab, NetlinkMonitorOptions? options = null)
    {
        var reader = new EventReader(lab.Namespace.MonitorAsync(options));
        reader.Existing = [.. (await reader.UntilAsync(NetlinkEventKind.Listening)).SkipLast(1)];
        return reader;
    }

    /// <summary>What came before the news.</summary>
    internal IReadOnlyList<NetlinkEvent> Existing { get; private set; } = [];

    internal async Task<NetlinkEvent> NextAsync()
    {
        _stop.CancelAfter(s_deadline);
        Assert.True(await _events.MoveNextAsync(), "the stream has ended");
        return _events.Current;
    }

    /// <summary>All events up to the one that fits, which is the last.</summary>
    internal async Task<List<NetlinkEvent>> UntilAsync(Func<NetlinkEvent, bool> isLast)
    {
        var events = new List<NetlinkEvent>();
        do
        {
            events.Add(await NextAsync());
        }
        while (!isLast(events[^1]));
        return events;
    }

    internal Task<List<NetlinkEvent>> UntilAsync(NetlinkEventKind kind) => UntilAsync(e => e.Kind == kind);

    /// <summary>All events up to the making of a link, which serves as a mark.</summary>
    internal Task<List<NetlinkEvent>> UntilLinkAsync(string name) => UntilAsync(e => e.Item is Link link && link.Name == name);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _events.DisposeAsync();
        _stop.Dispose();
    }
}
