using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int IN_NONBLOCK = O_NONBLOCK;
    internal const int IN_CLOEXEC = O_CLOEXEC;

    /// <summary>inotify_init1(2)</summary>
    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    internal static partial int InotifyInit1(int flags);
}
