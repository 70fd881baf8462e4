using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

internal static partial class Interop
{
    /// <summary>close(2). Never repeated after EINTR: Linux has freed the descriptor by then.</summary>
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int fd);
}
