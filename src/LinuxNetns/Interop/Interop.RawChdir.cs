using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>chdir(2), blittable: only for a thread that shares its directory with nobody (CLONE_FS undone).</summary>
    [LibraryImport("libc", EntryPoint = "chdir")]
    internal static unsafe partial int RawChdir(byte* path);
}
