using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Everything was set up in the namespace, but the command could not be executed: there is no such file (ENOENT), it may not be executed (EACCES), or it is no program (ENOEXEC).</summary>
public sealed class CommandNotStartedException : NetworkNamespaceException
{
    /// <summary>Makes an exception without a kernel error behind it.</summary>
    public CommandNotStartedException()
    {
    }

    /// <summary>Makes an exception without a kernel error behind it.</summary>
    /// <param name="message">What happened.</param>
    public CommandNotStartedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception for another one.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public CommandNotStartedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal CommandNotStartedException(string fileName, Errno errno)
        : this(fileName, errno, Advice(errno))
    {
    }

    private CommandNotStartedException(string fileName, Errno errno, string? remedy)
        : base(
            errno == Errno.ENOENT ? NamespaceError.NotFound : errno == Errno.EACCES ? NamespaceError.NotPermitted : NamespaceError.Unknown,
            "exec",
            fileName,
            errno,
            $"exec of \"{fileName}\" failed: {Interop.Describe(errno)}{(remedy is null ? "" : $" ({remedy})")}",
            remedy)
    {
    }

    private static string? Advice(Errno errno) => errno switch
    {
        Errno.ENOENT => "there is no such file in the command's PATH, or its interpreter is missing",
        Errno.EACCES => "it is not executable for the user it would run as",
        Errno.ENOEXEC => "a script starts with #! and its interpreter; a program must be of this machine's kind",
        Errno.E2BIG => "arguments and environment together are larger than the kernel takes",
        _ => null,
    };
}
