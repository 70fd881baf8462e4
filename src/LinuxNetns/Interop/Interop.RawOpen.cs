using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>open(2), blittable, for a thread that is away from home.</summary>
    [LibraryImport("libc", EntryPoint = "open")]
    internal static unsafe partial int RawOpen(byte* path, int flags, uint mode);
}
