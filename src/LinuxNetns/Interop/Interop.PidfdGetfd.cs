using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    // The same number on every architecture but alpha: pidfd_getfd(2), Linux 5.6.
    private const nint SYS_pidfd_getfd = 438;

    /// <summary>pidfd_getfd(2): a copy of another process's descriptor, close-on-exec. Needs the right to attach to the process (ptrace(2)).</summary>
    internal static int PidfdGetfd(int pidfd, int descriptor) => (int)PidfdGetfdSyscall(SYS_pidfd_getfd, pidfd, descriptor, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint PidfdGetfdSyscall(nint number, nint pidfd, nint descriptor, nint flags);
}
