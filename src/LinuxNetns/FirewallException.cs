using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>The program that configures the firewall is not installed, or it refused. The message carries the program's own.</summary>
public sealed class FirewallException : NetworkNamespaceException
{
    /// <summary>Makes an exception without a program behind it.</summary>
    public FirewallException()
    {
    }

    /// <summary>Makes an exception without a program behind it.</summary>
    /// <param name="message">What happened.</param>
    public FirewallException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception for another one.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause.</param>
    public FirewallException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private FirewallException(NamespaceError reason, string operation, string program, Errno errno, string message, string? remedy)
        : base(reason, operation, program, errno, message, remedy) => Program = program;

    /// <summary>The program: <c>nft</c>, <c>iptables-restore</c>, …</summary>
    public string? Program { get; }

    /// <summary>What the program left; null where it could not be started.</summary>
    public CommandResult? Result { get; private init; }

    internal static FirewallException Missing(string operation, string program, string package) => new(
        NamespaceError.NotFound,
        operation,
        program,
        Errno.ENOENT,
        $"Cannot {operation}: there is no program \"{program}\" (install the package {package})",
        $"install the package {package}");

    internal static FirewallException Refused(string operation, string program, CommandResult result)
    {
        string said = result.StandardError.Trim();
        bool permission = said.Contains("Operation not permitted", StringComparison.Ordinal) || said.Contains("Permission denied", StringComparison.Ordinal);
        return new FirewallException(
            permission ? NamespaceError.NotPermitted : NamespaceError.Unknown,
            operation,
            program,
            Errno.None,
            $"Cannot {operation}: {program} says: {(said.Length == 0 ? new ProcessExit(result.ExitCode, result.Signal).ToString() : said)}",
            permission ? "needs CAP_NET_ADMIN in the user namespace that owns the network namespace" : null)
        {
            Result = result,
        };
    }
}
