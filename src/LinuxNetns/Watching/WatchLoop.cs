using System.Diagnostics;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The thread that watches for everybody: notifications only say where something may have changed, and looks say what. So none that is lost or late does harm.</summary>
internal sealed unsafe class WatchLoop
{
    private static readonly long s_noticeable = Stopwatch.Frequency / 1000;

    /// <summary>In a burst the thread listens again so long after each name that it heard of, at most so many times as long, so that each time takes many along; and how many may come sooner before it is one.</summary>
    private static readonly long s_interval = 2 * s_noticeable, s_reserve = 8 * s_interval;

    private const int MostIntervals = 16;

    private readonly WatchSeams _seams;
    private readonly object _gate = new();
    private readonly Queue<(WatchSubscription Subscription, bool Joins)> _requests = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SafeFileHandle _wake = EventFd.Create();
    private readonly Dictionary<string, WatchedDirectory> _directories = new(StringComparer.Ordinal);
    private readonly List<InotifyEvent> _events = [];
    private readonly List<int> _freed = [];
    private long _restUntil;
    private long _pacedUntil;
    private ExecutionContext? _context;
    private bool _stopping;
    private Exception? _failure;

    internal WatchLoop(WatchSeams seams) => _seams = seams;

    /// <summary>Done when the thread has closed everything.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Whether the readers' code runs on this thread.</summary>
    internal bool RunsReaders => _seams.RunsReaders;

    /// <summary>Whether nobody can join any more.</summary>
    internal bool IsEnding => _wake.IsClosed;

    /// <summary>Starts the thread from the pool: a thread inherits the namespace of the one that starts it, and the caller may be away. A watcher that is away would keep that namespace alive.</summary>
    internal void Start() => ThreadPool.UnsafeQueueUserWorkItem(static loop => loop.StartThread(), this, preferLocal: false);

    internal void Post(WatchSubscription subscription, bool joins)
    {
        lock (_gate)
        {
            if (IsEnding)
            {
                subscription.Complete(_failure);
                return;
            }

            _requests.Enqueue((subscription, joins));
            EventFd.Signal(_wake);
        }
    }

    internal void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            if (!_wake.IsClosed)
                EventFd.Signal(_wake);
        }
    }

    /// <summary>After readers' code: what flowed into the thread with it and was left there goes. As the pool does between work items.</summary>
    internal void Recover()
    {
        if (_context is not null)
            ExecutionContext.Restore(_context);
    }

    private void StartThread()
    {
        try
        {
            // Readers' code may want as much of a stack as anybody's.
            _seams.StartThread(_seams.ThreadName, Run, RunsReaders ? 0 : 512 * 1024);
        }
        catch (Exception e)
        {
            // As below; and a work item that throws would end the process.
            _failure = e;
            End();
        }
    }

    private void Run()
    {
        if (RunsReaders)
            _context = ExecutionContext.Capture();
        try
        {
            using IDirectoryNotifier notifier = _seams.OpenNotifier();
            var watches = new SharedWatches(notifier);
            using var mounts = new MountTableEvents();
            using var destruction = DestructionListener.TryOpen();
            while (TakeRequests(watches, destruction))
            {
                Look();
                Wait(notifier, mounts, destruction);
            }
        }
        catch (Exception e)
        {
            // Whatever it is, it is the readers' to know: nobody else waits for this thread.
            _failure = e;
        }

        End();
    }

    private bool TakeRequests(SharedWatches watches, DestructionListener? destruction)
    {
        lock (_gate)
        {
            while (_requests.TryDequeue(out (WatchSubscription Subscription, bool Joins) request))
            {
                string path = request.Subscription.Directory;
                if (!_directories.TryGetValue(path, out WatchedDirectory? directory))
                {
                    if (!request.Joins)
                        continue;
                    _directories.Add(path, directory = new WatchedDirectory(path, watches, destruction, _seams.OpenLook(path, destruction)));
                }

                if (request.Joins)
                    directory.Join(request.Subscription);
                else
                    directory.Leave(request.Subscription);
                if (!directory.HasReaders)
                    Drop(path, directory);
            }

            return !_stopping;
        }
    }

    private void Look()
    {
        bool mayLook = Stopwatch.GetTimestamp() >= _restUntil;
        long looked = 0;
        long now = Environment.TickCount64;
        foreach ((string path, WatchedDirectory directory) in _directories)
        {
            try
            {
                looked += directory.Turn(now, mayLook);
            }
            catch (Exception e) when (e is NetworkNamespaceException or IOException or UnauthorizedAccessException)
            {
                directory.Complete(e);
                Recover();
                Drop(path, directory);
            }
        }

        // As long a rest as the last look took: among many thousand names each that goes would cost a look at all of them, and the thread must not take more than half a processor.
        if (looked > s_noticeable)
            _restUntil = Stopwatch.GetTimestamp() + looked;
    }

    private void Wait(IDirectoryNotifier notifier, MountTableEvents mounts, DestructionListener? destruction)
    {
        Interop.PollFd* polls = stackalloc Interop.PollFd[4];
        polls[0] = new Interop.PollFd { Fd = (int)_wake.DangerousGetHandle(), Events = Interop.POLLIN };
        // Before the directory: its name is there before a mount is, so a mount that is seen is never without its name.
        polls[1] = new Interop.PollFd { Fd = mounts.Descriptor, Events = Interop.POLLPRI };
        polls[2] = new Interop.PollFd { Fd = notifier.Descriptor, Events = Interop.POLLIN };
        polls[3] = new Interop.PollFd { Fd = destruction?.Descriptor ?? -1, Events = Interop.POLLIN };
        if (Pace() is var pause and > 0)
            _ = Interop.Poll(polls, 1, pause);
        if (polls[0].Revents == 0 && Interop.Poll(polls, 4, Timeout()) <= 0)
            return;
        if (polls[0].Revents != 0)
            EventFd.Clear(_wake);
        _events.Clear();
        if (polls[2].Revents != 0)
            ReadNotifications(notifier);
        if (polls[1].Revents != 0)
            TouchAll();
        if (polls[3].Revents != 0)
            ReadFreed(destruction!);
    }

    private int Pace() => (int)Math.Ceiling(Math.Max(0, Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _pacedUntil).TotalMilliseconds));

    private int Timeout()
    {
        long due = long.MaxValue;
        foreach (WatchedDirectory directory in _directories.Values)
            due = Math.Min(due, directory.IsDirty ? 0 : directory.DueAt ?? long.MaxValue);
        if (due == long.MaxValue)
            return -1;
        double rest = Math.Ceiling(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _restUntil).TotalMilliseconds);
        return (int)Math.Max(Math.Max(0, rest), due - Environment.TickCount64);
    }

    private void TouchAll()
    {
        All(static directory => directory.Touch());
        _pacedUntil = Math.Max(_pacedUntil, Stopwatch.GetTimestamp() - s_reserve) + (s_interval * Math.Clamp(_events.Count, 1, MostIntervals));
    }

    private void ReadNotifications(IDirectoryNotifier notifier)
    {
        notifier.Read(_events);
        foreach (InotifyEvent e in _events)
        {
            foreach (WatchedDirectory directory in _directories.Values)
            {
                if (e.IsOverflow)
                    directory.Lose();
                else
                    directory.Notify(in e);
            }
        }
    }

    private void ReadFreed(DestructionListener destruction)
    {
        _freed.Clear();
        bool lost = destruction.Read(_freed);
        foreach (int netnsId in _freed)
            All(directory => directory.End(netnsId));
        if (!lost)
            return;
        HashSet<int> alive = destruction.Alive();
        All(directory =>
        {
            directory.EndAllBut(alive);
            directory.Lose();
        });
    }

    private void All(Action<WatchedDirectory> act)
    {
        foreach (WatchedDirectory directory in _directories.Values)
            act(directory);
    }

    private void Drop(string path, WatchedDirectory directory)
    {
        directory.Disarm();
        _directories.Remove(path);
    }

    private void End()
    {
        // Nobody is added once it is closed. Outside the gate: whoever is completed may go on right here.
        lock (_gate)
            _wake.Dispose();
        foreach (WatchedDirectory directory in _directories.Values)
            directory.Complete(_failure);
        while (_requests.TryDequeue(out (WatchSubscription Subscription, bool Joins) request))
            request.Subscription.Complete(_failure);
        _ended.SetResult();
    }
}
