using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Takes the lock that a rename holds (flock(2)), shared and for one look, without ever waiting: anybody who can read the directory can hold it as long as he likes.</summary>
internal static class DirectoryLock
{
    /// <summary>False where somebody holds it. To be closed by the caller; null where the directory cannot be locked at all, so that nobody else locks it either.</summary>
    internal static bool TryTake(string directory, out SafeFileHandle? held)
    {
        held = null;
        int fd = Interop.Open(directory, Interop.O_RDONLY | Interop.O_DIRECTORY | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return true;
        held = new SafeFileHandle(fd, ownsHandle: true);
        if (Interop.Flock(held, Interop.LOCK_SH | Interop.LOCK_NB) == 0 || Interop.LastErrno != Errno.EAGAIN)
            return true;
        held.Dispose();
        held = null;
        return false;
    }
}
