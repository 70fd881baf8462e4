using System.Runtime.InteropServices;

namespace LinuxNetns.Tool;

internal static unsafe partial class Interop
{
    /// <summary>isatty(3).</summary>
    [LibraryImport("libc", EntryPoint = "isatty")]
    internal static partial int Isatty(int fd);
}
