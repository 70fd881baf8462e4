using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>An operation on a network namespace failed. The message says the operation, the path, what the kernel answered and the remedy.</summary>
public class NetworkNamespaceException : IOException
{
    /// <summary>Makes an exception without a kernel error behind it.</summary>
    /// <param name="message">What happened, and what to do about it.</param>
    public NetworkNamespaceException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception for another one.</summary>
    /// <param name="message">What happened, and what to do about it.</param>
    /// <param name="innerException">The cause.</param>
    public NetworkNamespaceException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes an exception for an unknown reason.</summary>
    public NetworkNamespaceException()
    {
    }

    internal NetworkNamespaceException(NamespaceError reason, string operation, string? path, Errno errno, string message, string? remedy)
        : base(message)
    {
        Reason = reason;
        Operation = operation;
        Path = path;
        Errno = errno;
        Remedy = remedy;
    }

    /// <summary>The reason, for exception filters.</summary>
    public NamespaceError Reason { get; }

    /// <summary>What was being done, in the words of the system call: <c>mount</c>, <c>unshare(CLONE_NEWNET)</c>, <c>setns</c>.</summary>
    public string Operation { get; } = "";

    /// <summary>The path or name it was done to, if any.</summary>
    public string? Path { get; }

    /// <summary>The kernel's error number; <see cref="Netlink.Errno.None"/> where no system call failed.</summary>
    public Errno Errno { get; }

    /// <summary>What to do about it, if that is known.</summary>
    public string? Remedy { get; }
}
