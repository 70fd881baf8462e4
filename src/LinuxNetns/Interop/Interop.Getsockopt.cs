using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int SOL_SOCKET = 1;
    internal const int SO_NETNS_COOKIE = 71;

    /// <summary>getsockopt(2)</summary>
    [LibraryImport("libc", EntryPoint = "getsockopt", SetLastError = true)]
    internal static unsafe partial int Getsockopt(int socket, int level, int name, void* value, uint* length);
}
