using System.Diagnostics;
using System.Globalization;

namespace LinuxNetns.SideBySide;

/// <summary>How soon after its mount was begun a new name is told, and what a burst of them takes.</summary>
internal static class WatchPaths
{
    private const string Floor = "C, poll of mountinfo", Ours = "LinuxNetns, NamespaceWatcher", Synchronous = "LinuxNetns, AllowSynchronousContinuations";

    /// <summary>In microseconds.</summary>
    private const int Pause = 3_000;

    internal static IEnumerable<Comparison> All(Programs programs)
    {
        var registry = new NamespaceRegistry();
        yield return Compare(programs, registry, "a new name is told", 100, Pause, new Target(Ours, Floor, 1.5), new Target(Synchronous, Floor, 1.5));
        yield return Compare(programs, registry, "a burst of names is told", 1_000, pause: 0, new Target(Ours, Floor, 2, OfCpu: true), new Target(Synchronous, Floor, 2, OfCpu: true));
    }

    private static Comparison Compare(Programs programs, NamespaceRegistry registry, string path, int count, int pause, params Target[] targets) => new(
        path,
        count,
        "names",
        [
            new(Floor, programs.Floor(1, "watch", "watch", Arena.Text(count), registry.RunDirectory, Arena.Text(pause))),
            new(Ours, () => WatchAsync(new NamespaceWatcher(), programs, registry, count, pause).GetAwaiter().GetResult()),
            new(Synchronous, () => WatchAsync(new NamespaceWatcher { AllowSynchronousContinuations = true }, programs, registry, count, pause).GetAwaiter().GetResult()),
        ],
        targets)
    {
        Settle = () =>
        {
            registry.DeleteAll();
            Arena.Settle(registry);
        },
    };

    /// <summary>The clock's median, and the processor time for each name; a name that is never told ends the measure with an error.</summary>
    private static async Task<Cost> WatchAsync(NamespaceWatcher watcher, Programs programs, NamespaceRegistry registry, int count, int pause)
    {
        using NetworkNamespace here = NetworkNamespace.OpenCurrent();
        // It is told first, so that the watch is known to have begun.
        registry.Add("seed").Dispose();
        var told = new Dictionary<string, long>(StringComparer.Ordinal);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using IAsyncEnumerator<NamespaceEvent> events = watcher.WatchAsync(patience.Token).GetAsyncEnumerator(patience.Token);
        Task<CommandResult>? maker = null;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        while (told.Count < count && await events.MoveNextAsync())
        {
            if (events.Current.Kind == NamespaceEventKind.Ready)
                told[events.Current.Name!] = Stopwatch.GetTimestamp();
            maker ??= here.ExecAsync(programs.Floor("watch"), ["make", Arena.Text(count), registry.RunDirectory, Arena.Text(pause)], new ExecOptions { Sysfs = SysfsMode.None, BindEtc = false });
        }

        cpu = Environment.CpuUsage.TotalTime - cpu;
        string[] made = (await maker!).EnsureSuccess().StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // Both clocks are CLOCK_MONOTONIC in nanoseconds.
        IEnumerable<double> late = made.Select((then, i) => (double)(told[$"w{i}"] - long.Parse(then, CultureInfo.InvariantCulture)));
        return new Cost(Spread.Of(late).Median, cpu.TotalNanoseconds / count);
    }
}
