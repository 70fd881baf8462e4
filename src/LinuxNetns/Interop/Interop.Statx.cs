using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int AT_SYMLINK_NOFOLLOW = 0x100;
    internal const int AT_EMPTY_PATH = 0x1000;
    internal const int AT_STATX_DONT_SYNC = 0x4000;
    internal const uint STATX_BASIC_STATS = 0x7ff;
    internal const uint STATX_NLINK = 0x4;
    internal const uint STATX_INO = 0x100;
    internal const uint STATX_MNT_ID = 0x1000;
    internal const uint STATX_MNT_ID_UNIQUE = 0x4000;
    internal const ulong STATX_ATTR_MOUNT_ROOT = 0x2000;
    internal const ushort S_IFMT = 0xf000;
    internal const ushort S_IFDIR = 0x4000;
    internal const ushort S_IFREG = 0x8000;
    internal const ushort S_IFLNK = 0xa000;

    private static nint SYS_statx { get; } = SYS_statx_on(RuntimeInformation.ProcessArchitecture);

    /// <summary>struct statx: unlike struct stat, the same on every architecture (statx(2)).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    internal struct StatxBuffer
    {
        [FieldOffset(0)] internal uint Mask;
        [FieldOffset(8)] internal ulong Attributes;
        [FieldOffset(16)] internal uint LinkCount;
        [FieldOffset(20)] internal uint Uid;
        [FieldOffset(28)] internal ushort Mode;
        [FieldOffset(32)] internal ulong Inode;
        [FieldOffset(40)] internal ulong Size;
        [FieldOffset(96)] internal long ChangeSeconds;
        [FieldOffset(104)] internal uint ChangeNanoseconds;
        [FieldOffset(136)] internal uint DeviceMajor;
        [FieldOffset(140)] internal uint DeviceMinor;
        [FieldOffset(144)] internal ulong MountId;

        internal readonly ulong Device => ((ulong)DeviceMajor << 32) | DeviceMinor;
    }

    /// <summary>statx(2) by its number: musl before 1.2.5 has no function of that name.</summary>
    internal static unsafe int Statx(int directory, byte* path, int flags, uint mask, StatxBuffer* buffer) =>
        (int)StatxCall(SYS_statx, directory, path, flags, (nint)mask, buffer);

    /// <summary>statx(2) of a path.</summary>
    internal static unsafe int Statx(int directory, string path, int flags, uint mask, StatxBuffer* buffer) =>
        (int)StatxCall(SYS_statx, directory, path, flags, (nint)mask, buffer);

    // arch/*/entry/syscalls/syscall*.tbl; the newer architectures share include/uapi/asm-generic/unistd.h.
    private static nint SYS_statx_on(Architecture architecture) => architecture switch
    {
        Architecture.X64 => 332,
        Architecture.X86 or Architecture.Ppc64le => 383,
        Architecture.S390x => 379,
        Architecture.Arm or Architecture.Armv6 => 397,
        _ => 291,
    };

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial nint StatxCall(nint number, nint directory, byte* path, nint flags, nint mask, StatxBuffer* buffer);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial nint StatxCall(nint number, nint directory, string path, nint flags, nint mask, StatxBuffer* buffer);
}
