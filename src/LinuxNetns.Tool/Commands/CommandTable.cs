using System.Text;

namespace LinuxNetns.Tool;

/// <summary>The commands, iproute2's first and in its order, because the first that an abbreviation fits wins: <c>a</c> is add, <c>at</c> is attach.</summary>
internal static class CommandTable
{
    private const int MaxNameBytes = 255;

    private static readonly Command[] s_commands =
    [
        new("list", ListCommand.Run),
        new("show", ListCommand.Run),
        new("lst", ListCommand.Run),
        new("list-id", ListIdCommand.Run),
        new("help", HelpCommand.Run),
        new("add", AddCommand.Run),
        new("set", SetCommand.Run),
        new("delete", DeleteCommand.Run, HasOptions: true),
        new("identify", IdentifyCommand.Run),
        new("pids", PidsCommand.Run),
        new("exec", ExecCommand.Run, HasOptions: true),
        new("monitor", MonitorCommand.Run, HasOptions: true),
        new("attach", AttachCommand.Run),
        new("rename", RenameCommand.Run),
        new("lsns", LsnsCommand.Run),
        new("doctor", DoctorCommand.Run, HasOptions: true),
        new("map", MapCommand.Run, HasOptions: true),
        new("completion", CompletionCommand.Run),
    ];

    /// <summary>Runs one command line; none is a list.</summary>
    internal static int Run(CommandContext context, string[] line)
    {
        if (line.Length == 0)
            return ListCommand.Run(context, []);
        foreach (ref readonly Command command in s_commands.AsSpan())
        {
            if (!Prefix.Matches(line[0], command.Name))
                continue;
            string[] words = line[1..];
            if (!context.Options.All && !(command.HasOptions && words.Length > 0 && words[0].StartsWith("--", StringComparison.Ordinal)))
                CheckName(words);
            return command.Run(context, words);
        }

        if (!context.Options.All)
            CheckName(line.AsSpan(1));
        throw ExitException.Usage($"Command \"{line[0]}\" is unknown, try \"netns help\".");
    }

    /// <summary>Every command's first word is checked as a name, whatever it is (iproute2's <c>do_netns</c>).</summary>
    internal static void CheckName(params ReadOnlySpan<string> words)
    {
        if (words.Length > 0 && IsInvalid(words[0]))
            throw ExitException.Usage(Texts.InvalidName(words[0]));
    }

    private static bool IsInvalid(string name) =>
        name is "" or "." or ".." || name.Contains('/', StringComparison.Ordinal) || Encoding.UTF8.GetByteCount(name) > MaxNameBytes;
}
