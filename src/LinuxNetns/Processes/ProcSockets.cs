using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Asks sockets for their namespace: SIOCGSKNS (linux/sockios.h, Linux 4.10), of another process's socket through a copy of it (pidfd_getfd(2), Linux 5.6).</summary>
/// <remarks>Needs CAP_NET_ADMIN over the namespace of the socket, and for another process's one the right to attach to it.</remarks>
internal sealed unsafe class ProcSockets(int ownProcessId) : IDisposable
{
    private SafeFileHandle? _process;
    private int _processId;

    public void Dispose() => _process?.Dispose();

    /// <summary>A descriptor of the namespace, to be closed by the caller.</summary>
    internal Errno OpenNamespace(int processId, int descriptor, out int fd)
    {
        if (processId == ownProcessId)
            return Ask(descriptor, out fd);
        fd = -1;
        if (ownProcessId != Environment.ProcessId)
            return Errno.EPERM; // the process table of another pid namespace: its numbers are other processes here
        Errno errno = OpenProcess(processId);
        if (errno != Errno.None)
            return errno;
        int copy = Interop.PidfdGetfd((int)_process!.DangerousGetHandle(), descriptor);
        if (copy < 0)
            return Gone(Interop.LastErrno);
        errno = Ask(copy, out fd);
        _ = Interop.Close(copy);
        return errno;
    }

    private static Errno Ask(int socket, out int fd)
    {
        fd = Interop.Ioctl(socket, Interop.SIOCGSKNS, null);
        return fd < 0 ? Gone(Interop.LastErrno) : Errno.None;
    }

    /// <summary>Closed, or the number taken by something that is no socket.</summary>
    private static Errno Gone(Errno errno) => errno is Errno.EBADF or Errno.ENOTTY or Errno.EINVAL or Errno.EOPNOTSUPP ? Errno.ENOENT : errno;

    /// <summary>A process's sockets come one after the other: one pidfd serves them all.</summary>
    private Errno OpenProcess(int processId)
    {
        if (_process is not null && _processId == processId)
            return Errno.None;
        _process?.Dispose();
        _process = null;
        int pidfd = Interop.PidfdOpen(processId);
        if (pidfd < 0)
            return Interop.LastErrno;
        _process = new SafeFileHandle(pidfd, ownsHandle: true);
        _processId = processId;
        return Errno.None;
    }
}
