using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>inotify_rm_watch(2)</summary>
    [LibraryImport("libc", EntryPoint = "inotify_rm_watch", SetLastError = true)]
    internal static partial int InotifyRmWatch(int fd, int watch);
}
