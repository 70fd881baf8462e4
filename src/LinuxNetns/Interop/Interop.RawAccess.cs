using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int F_OK = 0;

    /// <summary>access(2), blittable, for a thread that is away from home.</summary>
    [LibraryImport("libc", EntryPoint = "access")]
    internal static unsafe partial int RawAccess(byte* path, int mode);
}
