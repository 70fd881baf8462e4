using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int PROT_READ = 1;
    internal const int MAP_PRIVATE = 2;

    /// <summary>mmap(2): -1 on failure.</summary>
    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    internal static unsafe partial nint Mmap(void* address, nuint length, int protection, int flags, int fd, nint offset);
}
