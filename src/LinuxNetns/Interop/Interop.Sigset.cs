using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>sizeof(sigset_t) in glibc and musl.</summary>
    internal const int SigsetSize = 128;

    /// <summary>sigemptyset(3)</summary>
    [LibraryImport("libc", EntryPoint = "sigemptyset")]
    internal static unsafe partial int SigEmptySet(byte* set);

    /// <summary>sigaddset(3)</summary>
    [LibraryImport("libc", EntryPoint = "sigaddset")]
    internal static unsafe partial int SigAddSet(byte* set, int signal);
}
