using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>isatty(3)</summary>
    [LibraryImport("libc", EntryPoint = "isatty")]
    internal static partial int Isatty(int fd);
}
