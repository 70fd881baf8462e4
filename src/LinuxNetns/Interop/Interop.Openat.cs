using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int AT_FDCWD = -100;

    /// <summary>openat(2)</summary>
    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true)]
    internal static unsafe partial int Openat(int directory, byte* path, int flags, uint mode);
}
