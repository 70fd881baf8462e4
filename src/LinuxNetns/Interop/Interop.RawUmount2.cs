using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>umount2(2), blittable, for a thread that is away from home.</summary>
    [LibraryImport("libc", EntryPoint = "umount2")]
    internal static unsafe partial int RawUmount2(byte* target, int flags);
}
