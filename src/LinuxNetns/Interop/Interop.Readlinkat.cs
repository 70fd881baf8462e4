using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>readlinkat(2): the bytes of the link, without a terminating zero.</summary>
    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true)]
    internal static unsafe partial nint Readlinkat(int directory, byte* path, byte* buffer, nuint size);
}
