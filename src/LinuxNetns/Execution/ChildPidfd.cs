using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>pidfds: descriptors of processes, which no recycled number can deceive (pidfd_open(2)).</summary>
internal static unsafe class ChildPidfd
{
    private static readonly Lazy<Errno> s_support = new(Probe);

    /// <exception cref="NetworkNamespaceException">Linux is older than 5.3.</exception>
    internal static void RequireSupport()
    {
        if (s_support.Value == Errno.ENOSYS)
            throw Interop.Error(NamespaceError.NotSupported, Errno.ENOSYS, "pidfd_open", path: null, "starting commands needs Linux 5.3");
    }

    /// <summary>Null if the process is gone.</summary>
    internal static SafeFileHandle? TryOpen(int processId)
    {
        int fd = Interop.PidfdOpen(processId);
        return fd < 0 ? null : new SafeFileHandle(fd, ownsHandle: true);
    }

    /// <summary>Sends a signal; ESRCH if the process has ended and been waited for.</summary>
    internal static Errno Signal(SafeFileHandle pidfd, int signal)
    {
        bool added = false;
        try
        {
            pidfd.DangerousAddRef(ref added);
            nint result = Interop.RawSyscall(Interop.SYS_pidfd_send_signal, pidfd.DangerousGetHandle(), signal, 0, 0, 0);
            return result == 0 ? Errno.None : (Errno)(*Interop.ErrnoLocation());
        }
        finally
        {
            if (added)
                pidfd.DangerousRelease();
        }
    }

    /// <summary>Waits until the process has ended, or the time is up.</summary>
    internal static bool WaitForEnd(SafeFileHandle pidfd, int milliseconds)
    {
        long end = Environment.TickCount64 + milliseconds;
        var poll = new Interop.PollFd { Fd = (int)pidfd.DangerousGetHandle(), Events = Interop.POLLIN };
        int ready;
        while ((ready = Interop.Poll(&poll, 1, (int)Math.Max(0, end - Environment.TickCount64))) < 0 && Interop.LastErrno == Errno.EINTR)
        {
            // SIGCHLD of the very process that is waited for.
        }

        return ready > 0;
    }

    private static Errno Probe()
    {
        using SafeFileHandle? self = TryOpen(Environment.ProcessId);
        return self is null ? Interop.LastErrno : Errno.None;
    }
}
