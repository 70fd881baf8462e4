using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.Netlink;

/// <summary>The thread that waits for sockets to become readable, in poll(2), and does nothing else: no reader's code runs on it.</summary>
internal sealed class ReadinessLoop
{
    private readonly object _gate = new();
    private readonly List<ReadinessWait> _waits = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SafeFileHandle _wake = CreateWake();
    private bool _stopping;

    /// <summary>Done when the thread has closed everything.</summary>
    internal Task Ended => _ended.Task;

    internal bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>
    /// Starts the thread from the pool: a thread inherits the network namespace of the one that starts it, and the caller may be away. The sockets are bound
    /// to theirs, wherever the thread is; but a thread that is away would keep that namespace alive.
    /// </summary>
    internal void Start() => ThreadPool.UnsafeQueueUserWorkItem(static loop => loop.StartThread(), this, preferLocal: false);

    internal void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            Wake();
        }
    }

    /// <summary>
    /// Done when the descriptor is readable or has an error. It is kept open until the thread has let go of it: its number may be somebody else's
    /// the moment it is closed. So a cancelled wait ends by the thread too.
    /// </summary>
    internal async Task WaitAsync(SafeHandle handle, CancellationToken cancellationToken)
    {
        var wait = new ReadinessWait(handle, cancellationToken);
        lock (_gate)
        {
            if (HasEnded || _wake.IsClosed)
            {
                wait.End();
            }
            else
            {
                _waits.Add(wait);
                Wake();
            }
        }

        using (cancellationToken.UnsafeRegister(static (state, _) => ((ReadinessLoop)state!).Wake(), this))
        {
            await wait.Task.ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private void StartThread()
    {
        try
        {
            new Thread(Run, 256 * 1024) { IsBackground = true, Name = "netlink monitor" }.UnsafeStart();
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            End(e);
        }
    }

    private void Run()
    {
        Exception? failure = null;
        try
        {
            var polls = new Interop.PollFd[8];
            var waits = new List<ReadinessWait>();
            while (Prepare(ref polls, waits))
            {
                if (Interop.Poll(ref polls[0], (nuint)waits.Count + 1, -1) < 0)
                {
                    if (Marshal.GetLastPInvokeError() is not ((int)Errno.EINTR or (int)Errno.EAGAIN))
                    {
                        throw new NetlinkException((Errno)Marshal.GetLastPInvokeError(), "poll netlink sockets");
                    }

                    continue;
                }

                if (polls[0].Revents != 0)
                {
                    _ = Interop.Read(_wake, out _, sizeof(ulong));
                }

                for (int i = 0; i < waits.Count; i++)
                {
                    waits[i].IsReady = polls[i + 1].Revents != 0;
                }
            }
        }
        catch (Exception e)
        {
            // Whatever it is, it is the readers' to know.
            failure = e;
        }

        End(failure);
    }

    /// <summary>Lets go of what is ready or cancelled; false when it is time to end.</summary>
    private bool Prepare(ref Interop.PollFd[] polls, List<ReadinessWait> waits)
    {
        waits.Clear();
        lock (_gate)
        {
            for (int i = _waits.Count - 1; i >= 0; i--)
            {
                if (_waits[i].IsReady || _waits[i].CancellationToken.IsCancellationRequested || _stopping)
                {
                    _waits[i].End();
                    _waits.RemoveAt(i);
                }
            }

            if (_stopping)
            {
                return false;
            }

            waits.AddRange(_waits);
        }

        if (polls.Length <= waits.Count)
        {
            polls = new Interop.PollFd[waits.Count * 2];
        }

        polls[0] = new Interop.PollFd { Fd = (int)_wake.DangerousGetHandle(), Events = Interop.POLLIN };
        for (int i = 0; i < waits.Count; i++)
        {
            polls[i + 1] = new Interop.PollFd { Fd = waits[i].Descriptor, Events = Interop.POLLIN };
        }

        return true;
    }

    private void Wake()
    {
        lock (_gate)
        {
            if (!_wake.IsClosed)
            {
                _ = Interop.Write(_wake, 1, sizeof(ulong));
            }
        }
    }

    private void End(Exception? failure)
    {
        lock (_gate)
        {
            _wake.Dispose();
            _waits.ForEach(wait => wait.End(failure));
            _waits.Clear();
        }

        _ended.SetResult();
    }

    private static SafeFileHandle CreateWake()
    {
        int fd = Interop.Eventfd(0, Interop.EFD_CLOEXEC | Interop.EFD_NONBLOCK);
        return fd < 0 ? throw new NetlinkException((Errno)Marshal.GetLastPInvokeError(), "make an eventfd") : new SafeFileHandle(fd, ownsHandle: true);
    }
}
