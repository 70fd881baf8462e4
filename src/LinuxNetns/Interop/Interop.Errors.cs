using System.Globalization;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>The one place that turns an errno into an exception.</summary>
internal static partial class Interop
{
    private const string MountMax = "/proc/sys/fs/mount-max";
    private const string MaxNetNamespaces = "/proc/sys/user/max_net_namespaces";

    /// <summary>The errno of the last call made with SetLastError.</summary>
    internal static Errno LastErrno => (Errno)Marshal.GetLastPInvokeError();

    /// <summary>An exception for the last call made with SetLastError.</summary>
    internal static NetworkNamespaceException LastError(string operation, string? path = null) => Error(LastErrno, operation, path);

    /// <summary>An exception for a known errno.</summary>
    internal static NetworkNamespaceException Error(Errno errno, string operation, string? path = null) =>
        Error(Reason(errno), errno, operation, path, Remedy(errno, operation));

    /// <summary>An exception whose reason the caller knows better than the errno does.</summary>
    internal static NetworkNamespaceException Error(NamespaceError reason, Errno errno, string operation, string? path, string? remedy)
    {
        string subject = path is null ? operation : $"{operation} \"{path}\"";
        string kernel = errno == Errno.None ? "" : $": {Describe(errno)}";
        string advice = remedy is null ? "" : $" ({remedy})";
        return new NetworkNamespaceException(reason, operation, path, errno, $"{subject}{kernel}{advice}", remedy);
    }

    /// <summary>strerror(3)'s text and the number's name.</summary>
    internal static string Describe(Errno errno) => $"{Text(errno)} [{errno}]";

    /// <summary>strerror(3)'s text.</summary>
    internal static string Text(Errno errno) => Marshal.GetPInvokeErrorMessage((int)errno);

    private static NamespaceError Reason(Errno errno) => errno switch
    {
        Errno.EPERM or Errno.EACCES or Errno.EROFS => NamespaceError.NotPermitted,
        Errno.ENOENT or Errno.ENOTDIR => NamespaceError.NotFound,
        Errno.ESRCH => NamespaceError.ProcessGone,
        Errno.EEXIST => NamespaceError.AlreadyExists,
        Errno.EBUSY => NamespaceError.InUse,
        Errno.ENOSPC or Errno.EMFILE or Errno.ENFILE or Errno.ENOMEM or Errno.EUSERS => NamespaceError.LimitReached,
        Errno.ENOSYS or Errno.ENOTTY or Errno.EOPNOTSUPP => NamespaceError.NotSupported,
        Errno.ETIMEDOUT => NamespaceError.TimedOut,
        _ => NamespaceError.Unknown,
    };

    private static string? Remedy(Errno errno, string operation) => errno switch
    {
        Errno.EPERM when operation.StartsWith("unshare", StringComparison.Ordinal) || operation.StartsWith("mount", StringComparison.Ordinal)
            || operation.StartsWith("umount", StringComparison.Ordinal) || operation.StartsWith("setns", StringComparison.Ordinal) =>
            "needs CAP_SYS_ADMIN; run as root, or under: unshare -Urnm --propagation private COMMAND",
        Errno.EPERM => "needs CAP_SYS_ADMIN, or CAP_NET_ADMIN in the user namespace that owns the network namespace",
        Errno.EACCES => "the files or the process belong to another user; run as root",
        Errno.EROFS => "the file system is read-only; name another directory",
        Errno.ENOSPC when operation.StartsWith("unshare", StringComparison.Ordinal) => $"user.max_net_namespaces is {ReadLimit(MaxNetNamespaces)}; raise it with sysctl, or delete namespaces",
        Errno.ENOSPC when operation.StartsWith("mount", StringComparison.Ordinal) => $"fs.mount-max is {ReadLimit(MountMax)}; raise it with sysctl, or unmount something",
        Errno.EMFILE => "this process has too many open files; raise RLIMIT_NOFILE, or dispose of namespaces that are no longer needed",
        Errno.ENFILE => "the system has too many open files; raise fs.file-max",
        _ => null,
    };

    private static string ReadLimit(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return string.Create(CultureInfo.InvariantCulture, $"unreadable ({e.Message})");
        }
    }
}
