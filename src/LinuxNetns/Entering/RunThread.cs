namespace LinuxNetns;

/// <summary>A thread for <see cref="NetworkNamespace.Run(Action)"/>: with the view of the files that a command in the namespace has, at home in the network while it waits.</summary>
internal sealed class RunThread : IDisposable
{
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(10);

    [ThreadStatic]
    private static RunThread? t_current;

    private readonly RunThreads _owner;
    private readonly SemaphoreSlim _wake = new(0);
    private Action? _job;
    private Action? _completed;

    internal RunThread(NetworkNamespace networkNamespace, RunThreads owner)
    {
        _owner = owner;
        // What the namespace's devices and connections are is asked by these paths; /proc/self is the main thread's.
        var options = new ExecOptions { Binds = [new BindMount("/proc/thread-self/net", "/proc/self/net")] };
        using var plan = new SpawnPlan(networkNamespace, "/", arguments: null, options);
        plan.StartThread($"netns {networkNamespace.Name}".TrimEnd(), Loop);
    }

    /// <summary>That which the calling code runs on; null for any other thread.</summary>
    internal static RunThread? Current => t_current;

    /// <summary>Whose it is.</summary>
    internal RunThreads Owner => _owner;

    /// <summary>Has a job done. The thread gives itself back, and then says that it is completed.</summary>
    internal void Post(Action job, Action completed)
    {
        _job = job;
        _completed = completed;
        _wake.Release();
    }

    /// <summary>Ends the thread, which must be idle.</summary>
    internal void End() => _wake.Release();

    public void Dispose() => _wake.Dispose();

    private void Loop()
    {
        t_current = this;
        ulong network = NamespaceIdentity.OfThread("net");
        ulong mounts = NamespaceIdentity.OfThread("mnt");
        while (true)
        {
            if (!_wake.Wait(s_idle))
            {
                if (_owner.TryRemove(this))
                    break;
                _wake.Wait();
            }

            if (_job is not Action job)
                break;
            Action completed = _completed!;
            _job = null;
            SynchronizationContext.SetSynchronizationContext(NoAsyncVoid.Instance);
            job();
            Thread.CurrentThread.Priority = ThreadPriority.Normal;
            // Whatever the code did to the thread that cannot be seen to be undone, it takes with it.
            bool again = NamespaceIdentity.OfThread("net") == network && NamespaceIdentity.OfThread("mnt") == mounts && _owner.TryReturn(this);
            completed();
            if (!again)
                break;
        }

        Dispose();
    }

    /// <summary>An <c>async void</c> method tells its context that it starts: it would go on after the thread has left.</summary>
    private sealed class NoAsyncVoid : SynchronizationContext
    {
        internal static readonly NoAsyncVoid Instance = new();

        public override SynchronizationContext CreateCopy() => this;

        public override void OperationStarted() =>
            throw new InvalidOperationException("Run is for synchronous code: this async void method would go on outside. Use RunAsync, or Enter.");
    }
}
