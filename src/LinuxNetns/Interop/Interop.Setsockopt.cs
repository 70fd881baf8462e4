using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int SO_RCVBUF = 8;
    internal const int SO_RCVBUFFORCE = 33;

    /// <summary>setsockopt(2)</summary>
    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static unsafe partial int Setsockopt(int socket, int level, int name, void* value, uint length);
}
