using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int MSG_DONTWAIT = 0x40;

    /// <summary>struct mmsghdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct MultiMessageHeader
    {
        internal MessageHeader Message;
        internal uint Length;
    }

    /// <summary>recvmmsg(2): how many messages came, negative on failure.</summary>
    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    internal static unsafe partial int Recvmmsg(int fd, MultiMessageHeader* messages, uint count, int flags, void* timeout);
}
