using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

internal static partial class Interop
{
    internal const int MSG_PEEK = 0x2;
    internal const int MSG_TRUNC = 0x20;
    internal const int MSG_DONTWAIT = 0x40;

    /// <summary>recvfrom(2). With MSG_TRUNC it returns the datagram's full length, whatever fitted.</summary>
    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    internal static partial nint RecvFrom(SafeHandle socket, Span<byte> buffer, nuint length, int flags, out SockaddrNl sender, ref uint senderLength);
}
