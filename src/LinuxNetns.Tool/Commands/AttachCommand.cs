using System.Globalization;

using LinuxNetns.Netlink;

namespace LinuxNetns.Tool;

/// <summary><c>attach NAME PID</c>.</summary>
internal static class AttachCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        if (words.Length < 2)
            throw new CommandException(ExitCode.Failure, "No netns name and PID specified");
        string name = words[0];
        if (!Number.TryParse(words[1], out int processId) || processId == 0)
            throw new CommandException(ExitCode.Failure, $"Invalid PID: {words[1]}");

        try
        {
            if (processId < 0)
                throw NoSuchProcess(context, name, processId, Errno.ENOENT);
            context.Registry.Attach(name, processId).Dispose();
            return ExitCode.Success;
        }
        catch (NetworkNamespaceException e) when (e.Reason is NamespaceError.ProcessGone or NamespaceError.NotFound && e.Operation != "mkdir")
        {
            throw NoSuchProcess(context, name, processId, Errno.ENOENT);
        }
        catch (NetworkNamespaceException e) when (e.Operation == "open")
        {
            throw NoSuchProcess(context, name, processId, e.Errno);
        }
    }

    /// <summary>ip makes the file before it looks at the process, so a name that is taken is what it complains about first.</summary>
    private static CommandException NoSuchProcess(CommandContext context, string name, int processId, Errno errno)
    {
        string path = Path.Join(context.Paths.RunDirectory, name);
        string text = new FileInfo(path) is { LinkTarget: not null } or { Exists: true } || Directory.Exists(path)
            ? $"Cannot create namespace file \"{path}\": {Texts.Of(Errno.EEXIST)}"
            : string.Create(CultureInfo.InvariantCulture, $"Bind /proc/{processId}/ns/net -> {path} failed: {Texts.Of(errno)}");
        return new CommandException(ExitCode.Failure, text);
    }
}
