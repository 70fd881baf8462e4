using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>write(2), blittable, for a thread that is away from home.</summary>
    [LibraryImport("libc", EntryPoint = "write")]
    internal static unsafe partial nint RawWrite(int fd, byte* buffer, nuint count);
}
