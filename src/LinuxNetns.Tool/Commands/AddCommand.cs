namespace LinuxNetns.Tool;

/// <summary><c>add NAME</c>.</summary>
internal static class AddCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        if (words.Length < 1)
            throw new CommandException(ExitCode.Failure, Texts.NoName);
        context.Registry.Add(words[0]).Dispose();
        return ExitCode.Success;
    }
}
