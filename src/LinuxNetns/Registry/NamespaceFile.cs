using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>What a file of the registry is, as far as the file alone tells (mountinfo adds Shadowed and DoubleMounted).</summary>
internal static unsafe class NamespaceFile
{
    /// <summary>How old a placeholder gets before it is a leftover. An add takes milliseconds, under load tens of them; the kernel may hold it up while it frees many namespaces.</summary>
    internal const int AddMilliseconds = 2000;

    private static readonly ulong s_device = NamespaceIdentity.DeviceOfNamespaces();

    /// <summary>The state; null where there is no such file. With <paramref name="identify"/> a live one's descriptor comes along, to be closed by the caller.</summary>
    /// <exception cref="NetworkNamespaceException">There are no descriptors left to look with.</exception>
    internal static (NamespaceEntryState? State, SafeFileHandle? Handle) Examine(string path, bool identify)
    {
        NamespaceEntryState? state = Examine(path, out SafeFileHandle? handle, out _);
        if (identify)
            return (state, handle);
        handle?.Dispose();
        return (state, null);
    }

    /// <summary>The state; null where there is no such file. A live one's descriptor comes along, to be closed by the caller, with its status (inode, device, mount).</summary>
    /// <exception cref="NetworkNamespaceException">There are no descriptors left to look with.</exception>
    internal static NamespaceEntryState? Examine(string path, out SafeFileHandle? handle, out Interop.StatxBuffer status)
    {
        handle = null;
        status = default;
        int fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC | Interop.O_NONBLOCK, 0);
        if (fd < 0)
            return ExamineUnopened(path, Interop.LastErrno);
        bool isNamespace;
        byte empty = 0;
        fixed (Interop.StatxBuffer* buffer = &status)
            isNamespace = (Interop.Statx(fd, &empty, Interop.AT_EMPTY_PATH, Interop.STATX_INO | Interop.STATX_MNT_ID_UNIQUE, buffer) == 0 && status.Device == s_device) || NamespaceIdentity.IsNamespace(fd);
        if (isNamespace && NamespaceIdentity.IsOfNetwork(fd))
        {
            handle = new SafeFileHandle(fd, ownsHandle: true);
            return NamespaceEntryState.Live;
        }

        _ = Interop.Close(fd);
        return isNamespace ? NamespaceEntryState.Foreign : Classify(path);
    }

    /// <summary>Whether the path leads to a namespace that is known to be alive.</summary>
    internal static bool Is(string path, NamespaceId id) => Identify(path) == (id.Device, id.Inode);

    /// <summary>What the path leads to, whatever it is, by device and inode; null where it leads nowhere.</summary>
    internal static (ulong Device, ulong Inode)? Identify(string path) => Identify(Interop.AT_FDCWD, path);

    /// <summary>The same of a path in an open directory, which takes less to look up.</summary>
    internal static (ulong Device, ulong Inode)? Identify(int directory, string path)
    {
        Interop.StatxBuffer status;
        return Interop.Statx(directory, path, 0, Interop.STATX_INO, &status) == 0 ? (status.Device, status.Inode) : null;
    }

    internal static bool IsLink(string path)
    {
        Interop.StatxBuffer status;
        return Interop.Statx(Interop.AT_FDCWD, path, Interop.AT_SYMLINK_NOFOLLOW, Interop.STATX_BASIC_STATS, &status) == 0 && (status.Mode & Interop.S_IFMT) == Interop.S_IFLNK;
    }

    /// <summary>Since the file was made or last changed; 0 where that is unknown, or in the future.</summary>
    internal static long AgeMilliseconds(string path)
    {
        Interop.StatxBuffer status;
        if (Interop.Statx(Interop.AT_FDCWD, path, Interop.AT_SYMLINK_NOFOLLOW, Interop.STATX_BASIC_STATS, &status) != 0)
            return 0;
        long changed = (status.ChangeSeconds * 1000) + (status.ChangeNanoseconds / 1_000_000);
        return Math.Max(0, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - changed);
    }

    /// <summary>Only root may open a placeholder, whose mode is 000: then the status alone tells. Anybody may open a namespace, so long as there are descriptors.</summary>
    private static NamespaceEntryState? ExamineUnopened(string path, Errno errno)
    {
        if (errno is Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM)
            throw Interop.Error(errno, "open", path);
        if (errno is not (Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP))
            return Classify(path);
        Interop.StatxBuffer status;
        return Interop.Statx(Interop.AT_FDCWD, path, Interop.AT_SYMLINK_NOFOLLOW, Interop.STATX_BASIC_STATS, &status) == 0 ? NamespaceEntryState.Dangling : null;
    }

    private static NamespaceEntryState? Classify(string path)
    {
        Interop.StatxBuffer status;
        if (Interop.Statx(Interop.AT_FDCWD, path, 0, Interop.STATX_BASIC_STATS, &status) != 0)
            return null;
        bool emptyFile = (status.Mode & Interop.S_IFMT) == Interop.S_IFREG && status.Size == 0;
        return emptyFile ? NamespaceEntryState.Placeholder : NamespaceEntryState.Foreign;
    }
}
