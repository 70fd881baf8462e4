using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

internal static partial class Interop
{
    /// <summary>linux/sock_diag.h, SK_MEMINFO_*: nine numbers, Linux 4.12.</summary>
    internal const int SO_MEMINFO = 55;
    internal const int SK_MEMINFO_RMEM_ALLOC = 0;
    internal const int SK_MEMINFO_DROPS = 8;
    internal const int SK_MEMINFO_VARS = 9;

    /// <summary>getsockopt(2) of an array of numbers.</summary>
    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    internal static partial int GetSockOpt(SafeHandle socket, int level, int option, Span<uint> values, ref uint length);
}
