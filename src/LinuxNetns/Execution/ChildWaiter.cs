using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>One thread that waits for the end of every child, by their pidfds. It is at home, since what it completes may start pool threads.</summary>
/// <remarks>The runtime reaps only the children that it started itself, each by its id, so these are left for this thread; not so in a process that was started with SIGCHLD ignored.</remarks>
internal static unsafe class ChildWaiter
{
    private static readonly object s_gate = new();
    private static readonly List<NamespaceProcess> s_new = [];
    private static SafeFileHandle? s_wake;

    /// <summary>Starts the thread. Before there is a child, so that one is never left to itself.</summary>
    /// <exception cref="NetworkNamespaceException">The descriptors have run out.</exception>
    internal static void Start()
    {
        lock (s_gate)
        {
            if (s_wake is not null)
                return;
            SafeFileHandle wake = EventFd.Create();
            NamespaceThread.StartAtHome("netns children", Loop);
            s_wake = wake;
        }
    }

    /// <summary>Has the process told of its end. It keeps its pidfd open until then.</summary>
    internal static void Add(NamespaceProcess process)
    {
        lock (s_gate)
        {
            s_new.Add(process);
            EventFd.Signal(s_wake!);
        }
    }

    /// <summary>Asks how a child that has ended ended; null while it runs. Unless it is kept, its number is free afterwards.</summary>
    internal static ProcessExit? TryWait(SafeFileHandle pidfd, int processId, bool keep)
    {
        int options = Interop.WEXITED | Interop.WNOHANG | (keep ? Interop.WNOWAIT : 0);
        Interop.SigInfo info = default;
        int result = Interop.Waitid(Interop.P_PIDFD, (int)pidfd.DangerousGetHandle(), &info, options);
        if (result != 0 && Interop.LastErrno == Errno.EINVAL) // before Linux 5.4
            result = Interop.Waitid(Interop.P_PID, processId, &info, options);
        if (result != 0)
            return Interop.LastErrno == Errno.EINTR ? null : new ProcessExit(null, null);
        if (info.ProcessId == 0)
            return null;
        return info.Code == Interop.CLD_EXITED ? new ProcessExit(info.Status, null) : new ProcessExit(null, info.Status);
    }

    private static void Loop()
    {
        var running = new List<NamespaceProcess>();
        var polls = new Interop.PollFd[16];
        while (true)
        {
            lock (s_gate)
            {
                EventFd.Clear(s_wake!);
                running.AddRange(s_new);
                s_new.Clear();
            }

            if (polls.Length <= running.Count)
                polls = new Interop.PollFd[running.Count * 2];
            polls[0] = new Interop.PollFd { Fd = (int)s_wake!.DangerousGetHandle(), Events = Interop.POLLIN };
            for (int i = 0; i < running.Count; i++)
                polls[i + 1] = new Interop.PollFd { Fd = running[i].EndDescriptor, Events = Interop.POLLIN };
            fixed (Interop.PollFd* p = polls)
                _ = Interop.Poll(p, (nuint)running.Count + 1, timeoutMilliseconds: -1);
            bool traced = false;
            for (int i = running.Count - 1; i >= 0; i--)
            {
                if (polls[i + 1].Revents == 0)
                    continue;
                if (running[i].TryComplete())
                    running.RemoveAt(i);
                else
                    traced = true;
            }

            // It has ended, but its tracer has not looked yet (ptrace(2)), and poll(2) would not wait for that.
            if (traced)
                Thread.Sleep(20);
        }
    }
}
