using System.Globalization;

namespace LinuxNetns.TestHost;

/// <summary>One way in and one kind of work in a process whose pool is cold; meanwhile and afterwards everything else must be at home. The kernel judges: SO_NETNS_COOKIE.</summary>
internal sealed class InsideProof
{
    private const int Unrelated = 60;

    private readonly NetworkNamespace _red = NetworkNamespace.CreateAnonymous();
    private readonly Elsewhere _elsewhere = new();
    private readonly InsideWork _work;

    internal InsideProof()
    {
        _red.Links.SetUp("lo");
        _work = new InsideWork(_red, _elsewhere.Home);
    }

    /// <summary>The ways in.</summary>
    internal static IReadOnlyList<string> Ways { get; } = ["enter", "runasync", "run", "nested"];

    /// <summary>The kinds of work.</summary>
    internal static IReadOnlyList<string> Works { get; } =
    [
        "yield", "delay", "configureawait", "file", "socket", "dns", "timer", "process", "taskrun", "parallel", "http", "channel", "iterator", "valuetask", "longrunning", "finalizer", "exception",
        "cancellation", "events", "growth",
    ];

    /// <param name="way">One of <see cref="Ways"/>.</param>
    /// <param name="work">One of <see cref="Works"/>, or of <see cref="InsideWork.Others"/>.</param>
    internal async Task RunAsync(string way, string work)
    {
        if (work == "growth")
            _elsewhere.Start();
        await EnterAsync(way, work);
        if (work != "growth")
            _elsewhere.Start();
        await LookAroundAsync();
        await _elsewhere.StopAsync();
        Report();
        _red.Dispose();
    }

    /// <summary>Everything, an idle time in which pool threads end, and everything again by threads that are born then; the first one's maker is inside.</summary>
    internal async Task RunTwiceAsync(TimeSpan idle)
    {
        await RunAllAsync();
        int before = ThreadPool.ThreadCount;
        Thread waking;
        using (_red.Enter())
        {
            waking = new Thread(() =>
            {
                Thread.Sleep(idle);
                int after = ThreadPool.ThreadCount;
                Console.WriteLine($"pool threads ended {(after < before ? "yes" : "no")}");
                Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(_work.Check))).Wait();
            });
            waking.Start();
        }

        // Not a continuation: nothing may wake the pool meanwhile.
        waking.Join();
        _elsewhere.Start();
        await RunAllAsync();
        await LookAroundAsync();
        await _elsewhere.StopAsync();
        Report();
        _red.Dispose();
    }

    private async Task RunAllAsync()
    {
        foreach (string way in Ways)
        {
            foreach (string work in Works)
                await EnterAsync(way, work);
        }
    }

    private async Task LookAroundAsync()
    {
        for (int i = 0; i < Unrelated; i++)
        {
            await Task.Delay(1);
            _elsewhere.Judge();
            await Task.Run(_elsewhere.Judge);
        }
    }

    private void Report()
    {
        IReadOnlyList<StrayThread> strays = NamespaceThreadAudit.Find();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"inside {(_work.Checked > 0 ? "yes" : "no")} outside {_work.Outside} wrong {_elsewhere.Wrong} unrelated {(_elsewhere.Total > 2 * Unrelated ? "yes" : "no")} stray {strays.Count(s => s.RunsCode)}"));
        foreach (StrayThread stray in strays)
            Console.Error.WriteLine(stray);
    }

    private async Task EnterAsync(string way, string work)
    {
        switch (way)
        {
            case "enter":
                using (_red.Enter())
                {
                    _work.Check();
                    await _work.RunAsync(work);
                    _work.Check();
                }

                break;
            case "runasync":
                await _red.RunAsync(async () =>
                {
                    await _work.RunAsync(work);
                    _work.Check();
                });
                break;
            case "run":
                _red.Run(() =>
                {
                    _work.RunAsync(work).GetAwaiter().GetResult();
                    _work.Check();
                });
                break;
            case "nested":
                using (NetworkNamespace blue = NetworkNamespace.CreateAnonymous())
                {
                    using (blue.Enter())
                    {
                        await Task.Yield();
                        using (_red.Enter())
                            await _work.RunAsync(work);
                        _work.Expect(NetnsCookie.Here(), blue.Id.KernelId!.Value);
                    }
                }

                break;
            default:
                throw new ArgumentException(way);
        }

        if (NetnsCookie.Here() != _elsewhere.Home)
            throw new InvalidOperationException("Still away.");
    }
}
