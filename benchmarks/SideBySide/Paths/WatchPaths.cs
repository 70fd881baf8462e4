using System.Diagnostics;
using System.Globalization;

namespace LinuxNetns.SideBySide;

/// <summary>How soon after its mount a new name is told.</summary>
internal static class WatchPaths
{
    private const int Count = 100;
    private const int Pause = 3_000;

    internal static IEnumerable<Comparison> All(Programs programs)
    {
        var registry = new NamespaceRegistry();
        yield return Compare(programs, registry, "a new name is told", Pause);
    }

    private static Comparison Compare(Programs programs, NamespaceRegistry registry, string path, int pause) => new(
        path,
        Count,
        "names",
        [
            new("C, poll of mountinfo", programs.Floor(1, "watch", "watch", Arena.Text(Count), registry.RunDirectory, Arena.Text(pause))),
            new("LinuxNetns, NamespaceWatcher", () => WatchAsync(programs, registry, pause).GetAwaiter().GetResult()),
        ],
        new Target("LinuxNetns, NamespaceWatcher", "C, poll of mountinfo", 1.5))
    {
        Settle = () =>
        {
            registry.DeleteAll();
            Arena.Settle(registry);
        },
    };

    private static async Task<Cost> WatchAsync(Programs programs, NamespaceRegistry registry, int pause)
    {
        using NetworkNamespace here = NetworkNamespace.OpenCurrent();
        var watcher = new NamespaceWatcher();
        // It is told first, so that the watch is known to have begun.
        registry.Add("seed").Dispose();
        var told = new Dictionary<string, long>(StringComparer.Ordinal);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using IAsyncEnumerator<NamespaceEvent> events = watcher.WatchAsync(patience.Token).GetAsyncEnumerator(patience.Token);
        Task<CommandResult>? maker = null;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        while (told.Count < Count && await events.MoveNextAsync())
        {
            if (events.Current.Kind == NamespaceEventKind.Ready)
                told[events.Current.Name!] = Stopwatch.GetTimestamp();
            maker ??= here.ExecAsync(programs.Floor("watch"), ["make", Arena.Text(Count), registry.RunDirectory, Arena.Text(pause)], new ExecOptions { Sysfs = SysfsMode.None, BindEtc = false });
        }

        cpu = Environment.CpuUsage.TotalTime - cpu;
        string[] made = (await maker!).EnsureSuccess().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // Both clocks are CLOCK_MONOTONIC in nanoseconds.
        IEnumerable<double> late = made.Select((then, i) => (double)(told[$"w{i}"] - long.Parse(then, CultureInfo.InvariantCulture)));
        return new Cost(Spread.Of(late).Median, cpu.TotalNanoseconds / Count);
    }
}
