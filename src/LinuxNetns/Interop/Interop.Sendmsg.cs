using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int MSG_NOSIGNAL = 0x4000;

    /// <summary>sendmsg(2)</summary>
    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    internal static unsafe partial nint Sendmsg(int fd, MessageHeader* message, int flags);
}
