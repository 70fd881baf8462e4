using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>close(2), blittable, for a thread that is away from home.</summary>
    [LibraryImport("libc", EntryPoint = "close")]
    internal static partial int RawClose(int fd);
}
