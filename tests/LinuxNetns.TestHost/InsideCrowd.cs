using System.Globalization;

namespace LinuxNetns.TestHost;

/// <summary>
/// Every pool thread is busy, work that does not flow is waiting, and code inside lets the pool grow: the next thread is born inside, and gives birth to those after it.
/// While all are at work: how many are in the wrong place, and what does the audit say?
/// </summary>
internal static class InsideCrowd
{
    private const int Items = 24;

    internal static void Run(bool guarded)
    {
        AppContext.SetSwitch("LinuxNetns.GuardPoolThreads", guarded);
        ulong home = NetnsCookie.Here();
        int wrong = 0;
        using var red = NetworkNamespace.CreateAnonymous();
        using var started = new SemaphoreSlim(0);
        using var end = new ManualResetEventSlim();
        using var ended = new SemaphoreSlim(0);
        using (red.Enter())
        {
            ThreadPool.GetMinThreads(out int busy, out _);
            for (int i = 0; i < Items; i++)
                ThreadPool.UnsafeQueueUserWorkItem(_ => Work(), state: null);
            Wait(started, busy);
            ThreadPool.SetMinThreads(Items, 4);
            Wait(started, Items - busy);
        }

        IReadOnlyList<StrayThread> strays = NamespaceThreadAudit.Find();
        end.Set();
        Wait(ended, Items);
        int told = strays.Count(s => s.RunsCode && s.Actual == red.Id);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wrong {(wrong > 0 ? "some" : "none")} told {(told >= wrong ? "all" : $"{told} of {wrong}")} at home {(wrong == 0 ? strays.Count(s => s.RunsCode) : 0)}"));

        void Work()
        {
            if (NetnsCookie.Here() != home)
                Interlocked.Increment(ref wrong);
            started.Release();
            end.Wait();
            ended.Release();
        }
    }

    private static void Wait(SemaphoreSlim semaphore, int times)
    {
        for (int i = 0; i < times; i++)
            semaphore.Wait();
    }
}
