using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int SIGINT = 2;
    internal const int SIGKILL = 9;
    internal const int SIGPIPE = 13;
    internal const int SIGTERM = 15;
    internal const int SIGSTOP = 19;
    internal const nint SIG_DFL = 0;

    /// <summary>signal(2), blittable: answers the former handler.</summary>
    [LibraryImport("libc", EntryPoint = "signal")]
    internal static partial nint RawSignal(int signal, nint handler);
}
