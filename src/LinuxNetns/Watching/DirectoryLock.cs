using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Asks for the lock that a rename holds (flock(2)), without ever waiting: anybody who can read the directory can hold it as long as he likes.</summary>
internal static class DirectoryLock
{
    internal static bool IsHeld(string directory)
    {
        int fd = Interop.Open(directory, Interop.O_RDONLY | Interop.O_DIRECTORY | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return false;
        using var handle = new SafeFileHandle(fd, ownsHandle: true);
        return Interop.Flock(handle, Interop.LOCK_SH | Interop.LOCK_NB) != 0 && Interop.LastErrno == Errno.EAGAIN;
    }
}
