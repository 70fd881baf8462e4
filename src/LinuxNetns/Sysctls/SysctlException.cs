using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>A sysctl could not be read or written. The message says which, what the kernel said and what helps.</summary>
public sealed class SysctlException : NetworkNamespaceException
{
    /// <summary>Makes an exception without a kernel error behind it.</summary>
    public SysctlException()
    {
    }

    /// <summary>Makes an exception without a kernel error behind it.</summary>
    /// <param name="message">What happened.</param>
    public SysctlException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception for another one.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public SysctlException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal SysctlException(NamespaceError reason, string operation, string name, string? value, Errno errno)
        : this(reason, operation, name, value, errno, Advice(errno))
    {
    }

    private SysctlException(NamespaceError reason, string operation, string name, string? value, Errno errno, string? remedy)
        : base(
            reason,
            operation,
            name,
            errno,
            $"Cannot {operation} sysctl \"{name}\"{(value is null ? "" : $" to \"{value}\"")}: {Interop.Describe(errno)}{(remedy is null ? "" : $" ({remedy})")}",
            remedy) => Name = name;

    /// <summary>The sysctl, as it was asked for.</summary>
    public string? Name { get; }

    private static string? Advice(Errno errno) => errno switch
    {
        Errno.ENOENT or Errno.ENOTDIR => "there is none of that name in this network namespace: its device or its module may be missing",
        Errno.EISDIR => "it is a group of sysctls: list it",
        Errno.EACCES => "it cannot be read, or not be written, or not without CAP_NET_ADMIN in the user namespace that owns the network namespace",
        Errno.EPERM => "needs CAP_NET_ADMIN in the user namespace that owns the network namespace; some belong to the initial namespace alone",
        Errno.EIO => "it was never set",
        Errno.EROFS => "/proc/sys is mounted read-only, as in most containers",
        Errno.EINVAL or Errno.ERANGE => "the value is not one that it takes",
        _ => null,
    };
}
