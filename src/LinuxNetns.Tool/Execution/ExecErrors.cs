using LinuxNetns.Netlink;

namespace LinuxNetns.Tool;

/// <summary>What <c>ip</c> says when a command cannot be run: 255 where the namespace cannot be set up, 1 where the command cannot be executed.</summary>
internal static class ExecErrors
{
    internal static CommandException Translate(Exception error, string name, string file) => error switch
    {
        CommandNotStartedException e => new CommandException(ExitCode.Failure, $"exec of \"{file}\" failed: {Texts.Of(e.Errno)}", e),
        NetworkNamespaceException e => new CommandException(ExitCode.BadUsage, TextOf(e, name), e),
        _ when file.Length == 0 => new CommandException(ExitCode.Failure, $"exec of \"\" failed: {Texts.Of(Errno.ENOENT)}", error),
        ArgumentException e => new CommandException(ExitCode.BadUsage, Texts.Of(e), e),
        _ => new CommandException(ExitCode.BadUsage, error.Message, error),
    };

    private static string TextOf(NetworkNamespaceException error, string name) => error switch
    {
        { Reason: NamespaceError.NotANetworkNamespace } => $"setting the network namespace \"{name}\" failed: {Texts.Of(Errno.EINVAL)}",
        { Operation: "open" } => Texts.CannotOpen(name, error.Errno),
        { Operation: "setns" } => $"setting the network namespace \"{name}\" failed: {Texts.Of(error.Errno)}",
        { Operation: "unshare(CLONE_NEWNS)" } => $"unshare failed: {Texts.Of(error.Errno)}",
        { Operation: "mount --make-rslave" } => $"\"mount --make-rslave /\" failed: {Texts.Of(error.Errno)}",
        { Operation: "mount sysfs" } => $"mount of /sys failed: {Texts.Of(error.Errno)}",
        _ => error.Message,
    };
}
