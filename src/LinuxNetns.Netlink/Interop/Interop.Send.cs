using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

internal static partial class Interop
{
    /// <summary>send(2). On an unconnected netlink socket it goes to port 0, the kernel.</summary>
    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(SafeHandle socket, ReadOnlySpan<byte> buffer, nuint length, int flags);
}
