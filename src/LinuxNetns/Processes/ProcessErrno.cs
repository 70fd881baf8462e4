using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>What a failed look at a process means.</summary>
internal static class ProcessErrno
{
    /// <summary>The process, thread or descriptor has ended: a zombie has no namespaces, and a name in /proc that is no process has no such file.</summary>
    internal static bool IsGone(this Errno errno) => errno is Errno.ENOENT or Errno.ESRCH or Errno.ENOTDIR;

    /// <summary>It is there, and nobody says what it is: what was found is a lower bound.</summary>
    internal static bool IsUnreadable(this Errno errno) => errno != Errno.None && !errno.IsGone();
}
