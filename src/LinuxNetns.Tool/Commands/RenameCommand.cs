namespace LinuxNetns.Tool;

/// <summary><c>rename OLD NEW</c>.</summary>
internal static class RenameCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        if (words.Length < 1)
            throw new CommandException(ExitCode.Failure, Texts.NoName);
        if (words.Length < 2)
            throw new CommandException(ExitCode.Failure, "No new netns name specified");
        if (words.Length > 2)
            throw new CommandException(ExitCode.Failure, Texts.ExtraArguments);
        CommandTable.CheckName(words.AsSpan(1));
        try
        {
            context.Registry.Rename(words[0], words[1]);
            return ExitCode.Success;
        }
        catch (NetworkNamespaceException e) when (e.Operation == "open")
        {
            throw new CommandException(ExitCode.Failure, Texts.CannotOpen(words[0], e.Errno), e);
        }
    }
}
