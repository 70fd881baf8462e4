using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    // The same number on every architecture but alpha: pidfd_open(2). glibc 2.36 has no wrapper on older systems.
    private const nint SYS_pidfd_open = 434;

    /// <summary>pidfd_open(2)</summary>
    internal static int PidfdOpen(int processId) => (int)Syscall(SYS_pidfd_open, processId, 0);
}
