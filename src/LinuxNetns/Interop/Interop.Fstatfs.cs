using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const uint NSFS_MAGIC = 0x6e736673;
    internal const uint PROC_SUPER_MAGIC = 0x9fa0;

    /// <summary>fstatfs(2); only f_type, the first word, is read. 256 bytes hold the structure on every architecture (120 on the 64-bit ones).</summary>
    [LibraryImport("libc", EntryPoint = "fstatfs", SetLastError = true)]
    internal static unsafe partial int Fstatfs(int fd, byte* buffer);
}
