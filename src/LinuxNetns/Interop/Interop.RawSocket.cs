using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int AF_UNIX = 1;
    internal const int AF_NETLINK = 16;
    internal const int SOCK_DGRAM = 2;
    internal const int SOCK_RAW = 3;
    internal const int SOCK_CLOEXEC = 0x80000;
    internal const int NETLINK_ROUTE = 0;
    internal const int NETLINK_GENERIC = 16;
    internal const int NETLINK_SOCK_DIAG = 4;

    /// <summary>socket(2), blittable, for a thread that is away from home.</summary>
    [LibraryImport("libc", EntryPoint = "socket")]
    internal static partial int RawSocket(int domain, int type, int protocol);
}
