using System.Net.Sockets;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Threads of the runtime that users' code inside a namespace can bring about: pool, gate, timer, socket and signal threads, born where their maker is.</summary>
/// <remarks>
/// Two measures. Those that live as long as the process are made at home, before anybody goes away (<see cref="Prepare"/>), and as many pool threads as there are by default; they stay if
/// <c>System.Threading.ThreadPool.ThreadsToKeepAlive</c> is -1, as the package sets it. And a pool thread that is born inside nevertheless is brought home before its first work item
/// (<see cref="PoolThreadGuard"/>). The other kinds run nobody's code.
/// </remarks>
internal static class RuntimeThreads
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static PoolThreadGuard? s_guard;
    private static RegisteredWaitHandle? s_wait;

    /// <summary>Whether pool threads are looked at before their first work item; not where events are compiled out (EventSourceSupport) or the guard is switched off.</summary>
    internal static bool AreGuarded => s_guard is { IsActive: true };

    /// <exception cref="NetworkNamespaceException">There are as many threads or descriptors as there may be.</exception>
    internal static void Prepare()
    {
        if (IsOn("System.Diagnostics.Tracing.EventSource.IsSupported") && IsOn("LinuxNetns.GuardPoolThreads"))
            s_guard ??= new PoolThreadGuard();
        Exception? failure = null;
        using var done = new SemaphoreSlim(0);
        NamespaceThread.StartAtHome("netns prewarm", () =>
        {
            try
            {
                StartTimer();
                StartSockets();
                StartSignals();
                StartWaits();
                StartWorkers();
            }
            catch (Exception e)
            {
                // Whatever it is, it is the caller's to know.
                failure = e;
            }

            done.Release();
        });
        done.Wait();
        if (failure is not null)
            throw Interop.Error(NamespaceError.LimitReached, failure is SocketException e ? (Errno)e.NativeErrorCode : Errno.EAGAIN, "start threads of the runtime", path: null, failure.Message);
    }

    private static bool IsOn(string name) => !AppContext.TryGetSwitch(name, out bool on) || on;

    /// <summary>The first timer starts the thread. Its callback is not waited for: the pool may have no thread to spare, for its threads wait for this.</summary>
    private static void StartTimer() => new Timer(static _ => { }, state: null, dueTime: 1, Timeout.Infinite).Dispose();

    /// <summary>An operation that waits makes the runtime start its threads that wait for sockets, all of them.</summary>
    private static void StartSockets()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        Task receiving = socket.ReceiveAsync(new byte[1].AsMemory(), SocketFlags.None).AsTask();
        // It ends with the socket; nobody wants to know how.
        receiving.ContinueWith(static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private static void StartSignals() => PosixSignalRegistration.Create(PosixSignal.SIGCONT, static _ => { }).Dispose();

    /// <summary>One wait that never ends keeps the thread that waits for handles.</summary>
    private static void StartWaits() =>
        s_wait ??= ThreadPool.UnsafeRegisterWaitForSingleObject(new ManualResetEvent(initialState: false), static (_, _) => { }, state: null, Timeout.Infinite, executeOnlyOnce: true);

    /// <summary>As many as the pool starts without hesitation, those counted that are busy. They are held until all are there, or one would do the work of all.</summary>
    private static void StartWorkers()
    {
        ThreadPool.GetMinThreads(out int count, out _);
        var gathering = new Gathering(count);
        for (int i = 0; i < count; i++)
            ThreadPool.UnsafeQueueUserWorkItem(gathering, preferLocal: false);
        gathering.Wait(s_patience);
    }

    private sealed class Gathering(int count) : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Execute()
        {
            Look();
            _all.Task.Wait(s_patience);
        }

        internal void Wait(TimeSpan patience)
        {
            long end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
            while (!_all.Task.Wait(1) && Environment.TickCount64 < end)
                Look();
        }

        private void Look()
        {
            if (ThreadPool.ThreadCount >= count)
                _all.TrySetResult();
        }
    }
}
