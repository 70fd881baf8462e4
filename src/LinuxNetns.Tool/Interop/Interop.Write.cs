using System.Runtime.InteropServices;

namespace LinuxNetns.Tool;

internal static unsafe partial class Interop
{
    internal const int EINTR = 4;
    internal const int EAGAIN = 11;
    internal const int EPIPE = 32;

    /// <summary>write(2): Console drops what a closed pipe refuses, and FileStream writes at an offset of its own where several programs share a file.</summary>
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int fd, byte* buffer, nuint count);
}
