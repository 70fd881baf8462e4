using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>realpath(3), into a buffer of PATH_MAX bytes (4096, linux/limits.h); null if it fails.</summary>
    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial byte* Realpath(string path, byte* resolved);
}
