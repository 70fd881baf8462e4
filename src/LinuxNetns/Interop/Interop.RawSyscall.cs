using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>mount_setattr(2), Linux 5.12: one of the numbers that every architecture shares.</summary>
    internal const nint SYS_mount_setattr = 442;
    internal const ulong MOUNT_ATTR_RDONLY = 1;

    /// <summary>pidfd_send_signal(2), Linux 5.1.</summary>
    internal const nint SYS_pidfd_send_signal = 424;

    /// <summary>open_tree(2), Linux 5.2.</summary>
    internal const nint SYS_open_tree = 428;
    internal const uint OPEN_TREE_CLONE = 1;
    internal const uint AT_RECURSIVE = 0x8000;

    /// <summary>move_mount(2), Linux 5.2.</summary>
    internal const nint SYS_move_mount = 429;
    internal const int MOVE_MOUNT_F_EMPTY_PATH = 4;

    /// <summary>syscall(2), blittable: changes the calling thread alone where libc's wrapper (setresuid) would change them all.</summary>
    [LibraryImport("libc", EntryPoint = "syscall")]
    internal static partial nint RawSyscall(nint number, nint argument1, nint argument2, nint argument3, nint argument4, nint argument5);
}
