using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>Where libc keeps the calling thread's errno. The runtime preserves it across the return of a native call (it may only wait for a collection there).</summary>
    [LibraryImport("libc", EntryPoint = "__errno_location")]
    internal static unsafe partial int* ErrnoLocation();
}
