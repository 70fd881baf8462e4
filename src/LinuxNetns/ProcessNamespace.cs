using System.Globalization;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Opens the network namespace of a process, never that of another one which took over its number.</summary>
internal static unsafe class ProcessNamespace
{
    internal static SafeFileHandle Open(int processId)
    {
        int pidfd = Interop.PidfdOpen(processId);
        if (pidfd < 0)
            throw Interop.LastError("pidfd_open", processId.ToString(CultureInfo.InvariantCulture));

        using var process = new SafeFileHandle(pidfd, ownsHandle: true);

        // Linux 6.9 gives the namespace by the pidfd itself. Earlier kernels: by path, and the process must still be there afterwards.
        int fd = Interop.Ioctl(pidfd, Interop.PIDFD_GET_NET_NAMESPACE, null);
        if (fd >= 0)
            return new SafeFileHandle(fd, ownsHandle: true);

        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/ns/net");
        try
        {
            SafeFileHandle handle = NetworkNamespace.OpenFile(path);
            if (!HasEnded(pidfd))
                return handle;
            handle.Dispose();
        }
        catch (NetworkNamespaceException e) when (e.Errno is Errno.ENOENT or Errno.ESRCH)
        {
            // Ended between the two calls: reported below.
        }

        throw Interop.Error(NamespaceError.ProcessGone, Errno.ESRCH, "open", path, "the process has ended");
    }

    /// <summary>A pidfd is readable once the process has ended (pidfd_open(2)).</summary>
    private static bool HasEnded(int pidfd)
    {
        var poll = new Interop.PollFd { Fd = pidfd, Events = Interop.POLLIN };
        return Interop.Poll(&poll, 1, 0) > 0;
    }
}
