using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>What a file of the registry is, as far as the file alone tells (mountinfo adds Shadowed and DoubleMounted).</summary>
internal static unsafe class NamespaceFile
{
    /// <summary>The state; null where there is no such file. With <paramref name="identify"/> a live one's descriptor comes along, to be closed by the caller.</summary>
    internal static (NamespaceEntryState? State, SafeFileHandle? Handle) Examine(string path, bool identify)
    {
        int fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC | Interop.O_NONBLOCK, 0);
        if (fd < 0)
            return (ExamineUnopened(path, Interop.LastErrno), null);
        var handle = new SafeFileHandle(fd, ownsHandle: true);
        if (NamespaceIdentity.IsNetworkNamespace(fd))
        {
            if (identify)
                return (NamespaceEntryState.Live, handle);
            handle.Dispose();
            return (NamespaceEntryState.Live, null);
        }

        bool otherNamespace = NamespaceIdentity.IsNamespace(fd);
        handle.Dispose();
        return (otherNamespace ? NamespaceEntryState.Foreign : Classify(path), null);
    }

    /// <summary>Only root may open a placeholder, whose mode is 000: then the status alone tells.</summary>
    private static NamespaceEntryState? ExamineUnopened(string path, Errno errno)
    {
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
