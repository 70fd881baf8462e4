using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Why a user namespace could not be had: what unshare(1) printed, and what is known to stand in the way.</summary>
internal static class RootlessRefusal
{
    private static readonly (string Path, string Value, string Remedy)[] s_switches =
    [
        ("/proc/sys/user/max_user_namespaces", "0", "user.max_user_namespaces is 0 here; sysctl -w user.max_user_namespaces=N"),
        ("/proc/sys/user/max_net_namespaces", "0", "user.max_net_namespaces is 0 here; sysctl -w user.max_net_namespaces=N"),
        ("/proc/sys/kernel/unprivileged_userns_clone", "0", "sysctl -w kernel.unprivileged_userns_clone=1"),
        ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "AppArmor restricts user namespaces here; sysctl -w kernel.apparmor_restrict_unprivileged_userns=0, or a profile that allows userns"),
    ];

    internal static NetworkNamespaceException Explain(string operation, NamespaceProcess process)
    {
        using var reader = new StreamReader(process.StandardError);
        string words = reader.ReadToEnd().Trim();
        string? remedy = s_switches.Where(s => Read(s.Path) == s.Value).Select(s => s.Remedy).FirstOrDefault()
            ?? (words.Contains("uid_map", StringComparison.Ordinal) ? "root without CAP_SETFCAP cannot be root of another user namespace; run as an ordinary user, or with the capability" : null)
            ?? (words.Contains("unshare", StringComparison.Ordinal) ? "a container's seccomp profile may refuse user namespaces; run as root, or allow unshare(2) there" : null);
        Errno errno = words.Contains("No space left", StringComparison.Ordinal) ? Errno.ENOSPC : words.Contains("not permitted", StringComparison.Ordinal) ? Errno.EPERM : Errno.None;
        NamespaceError reason = errno == Errno.ENOSPC ? NamespaceError.LimitReached : errno == Errno.EPERM ? NamespaceError.NotPermitted : NamespaceError.Unknown;
        return Interop.Error(reason, errno, operation, path: null, remedy is null ? words : $"{words}; {remedy}");
    }

    internal static NetworkNamespaceException NoUnshare(CommandNotStartedException e) =>
        Interop.Error(NamespaceError.NotSupported, e.Errno, "exec", e.Path, "without privilege it takes unshare(1) of util-linux in PATH");

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
