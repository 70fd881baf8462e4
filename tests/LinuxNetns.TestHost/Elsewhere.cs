namespace LinuxNetns.TestHost;

/// <summary>What has nothing to do with namespaces, as another part of the program: a thread that never goes anywhere, and its pool items, which must all run at home.</summary>
internal sealed class Elsewhere
{
    private const int Burst = 10;

    private readonly ulong _home = NetnsCookie.Here();
    private readonly string? _mounts = Mounts();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _total;
    private int _wrong;

    /// <summary>Where the process is.</summary>
    internal ulong Home => _home;

    internal int Total => _total;

    internal int Wrong => _wrong;

    internal void Start() => new Thread(Loop).Start();

    internal Task StopAsync()
    {
        _stop.Cancel();
        return _ended.Task;
    }

    /// <summary>The calling thread is one of these.</summary>
    internal void Judge()
    {
        Interlocked.Increment(ref _total);
        if (NetnsCookie.Here() != _home || Mounts() != _mounts)
            Interlocked.Increment(ref _wrong);
    }

    private static string? Mounts() => new FileInfo("/proc/thread-self/ns/mnt").LinkTarget;

    private void Loop()
    {
        while (!_stop.IsCancellationRequested)
        {
            using var done = new CountdownEvent(Burst);
            for (int i = 0; i < Burst; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    _ =>
                    {
                        Judge();
                        done.Signal();
                    },
                    null);
            }

            done.Wait();
        }

        _ended.SetResult();
    }
}
