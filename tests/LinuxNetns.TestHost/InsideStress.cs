using System.Globalization;

namespace LinuxNetns.TestHost;

/// <summary>Flows that do anything at random in namespaces that come and go, while everything else of the process must stay at home.</summary>
internal sealed class InsideStress(int seed)
{
    private const int Flows = 12;
    private const int Steps = 20;

    // Not those that wait for the collector, or for a name server's silence.
    private static readonly string[] s_works = ["yield", "delay", "configureawait", "file", "socket", "timer", "taskrun", "parallel", "http", "channel", "iterator", "valuetask", "exception", "cancellation"];

    private readonly Elsewhere _elsewhere = new();
    private long _steps;
    private long _checked;
    private long _outside;

    internal async Task RunAsync(TimeSpan duration)
    {
        Console.Error.WriteLine($"seed {seed}");
        _elsewhere.Start();
        long end = Environment.TickCount64 + (long)duration.TotalMilliseconds;
        await Task.WhenAll(Enumerable.Range(0, Flows).Select(flow => Task.Run(() => FlowAsync(new Random(seed + flow), end))));
        await _elsewhere.StopAsync();
        IReadOnlyList<StrayThread> strays = NamespaceThreadAudit.Find();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"steps {_steps} checked {_checked} outside {_outside} unrelated {_elsewhere.Total} wrong {_elsewhere.Wrong} stray {strays.Count(s => s.RunsCode)}"));
        foreach (StrayThread stray in strays)
            Console.Error.WriteLine(stray);
    }

    private async Task FlowAsync(Random random, long end)
    {
        while (Environment.TickCount64 < end)
        {
            using var ns = NetworkNamespace.CreateAnonymous();
            ns.Links.SetUp("lo");
            var work = new InsideWork(ns, _elsewhere.Home);
            for (int i = 0; i < Steps && Environment.TickCount64 < end; i++)
            {
                await StepAsync(ns, work, s_works[random.Next(s_works.Length)], random);
                _elsewhere.Judge();
                Interlocked.Increment(ref _steps);
            }

            Interlocked.Add(ref _checked, work.Checked);
            Interlocked.Add(ref _outside, work.Outside);
        }
    }

    private static async Task StepAsync(NetworkNamespace ns, InsideWork work, string kind, Random random)
    {
        switch (random.Next(4))
        {
            case 0:
                using (ns.Enter())
                    await work.RunAsync(kind);
                break;
            case 1:
                await Task.WhenAll(ns.RunAsync(() => work.RunAsync(kind)), ns.RunAsync(() => work.RunAsync("yield")));
                break;
            case 2:
                // Run waits for its code: on a pool of one thread that may need the pool nothing would go on.
                ns.Run(work.Check);
                break;
            default:
                using (NetworkNamespace other = NetworkNamespace.CreateAnonymous())
                using (other.Enter())
                using (ns.Enter())
                    await work.RunAsync(kind);
                break;
        }
    }
}
