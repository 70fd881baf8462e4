using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int AT_SYMLINK_NOFOLLOW = 0x100;
    internal const int AT_EMPTY_PATH = 0x1000;
    internal const int AT_STATX_DONT_SYNC = 0x4000;
    internal const uint STATX_BASIC_STATS = 0x7ff;
    internal const uint STATX_INO = 0x100;
    internal const uint STATX_MNT_ID = 0x1000;
    internal const uint STATX_MNT_ID_UNIQUE = 0x4000;
    internal const ulong STATX_ATTR_MOUNT_ROOT = 0x2000;
    internal const ushort S_IFMT = 0xf000;
    internal const ushort S_IFDIR = 0x4000;
    internal const ushort S_IFREG = 0x8000;
    internal const ushort S_IFLNK = 0xa000;

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
        [FieldOffset(136)] internal uint DeviceMajor;
        [FieldOffset(140)] internal uint DeviceMinor;
        [FieldOffset(144)] internal ulong MountId;

        internal readonly ulong Device => ((ulong)DeviceMajor << 32) | DeviceMinor;
    }

    /// <summary>statx(2)</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    internal static unsafe partial int Statx(int directory, byte* path, int flags, uint mask, StatxBuffer* buffer);

    /// <summary>statx(2) of a path.</summary>
    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static unsafe partial int Statx(int directory, string path, int flags, uint mask, StatxBuffer* buffer);
}
