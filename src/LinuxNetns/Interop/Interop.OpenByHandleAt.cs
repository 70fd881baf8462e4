using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int FD_NSFS_ROOT = -10003;
    internal const int FILEID_NSFS = 0xf1;
    internal const uint NSFS_FILE_HANDLE_SIZE_VER0 = 16;

    /// <summary>struct nsfs_file_handle of linux/nsfs.h: the kernel id is enough, with 0 for the rest.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct NsfsFileHandle
    {
        internal ulong Id;
        internal uint Kind;
        internal uint Inode;
    }

    /// <summary>struct file_handle with one of nsfs.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct NamespaceFileHandle
    {
        internal uint Size;
        internal int Type;
        internal NsfsFileHandle File;
    }

    /// <summary>open_by_handle_at(2); a file system of the kernel's own needs no descriptor to stand for it.</summary>
    [LibraryImport("libc", EntryPoint = "open_by_handle_at", SetLastError = true)]
    internal static unsafe partial int OpenByHandleAt(int mount, NamespaceFileHandle* handle, int flags);
}
