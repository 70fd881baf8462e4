using System.Runtime.InteropServices;

namespace LinuxNetns.Tool;

/// <summary>Reads the options before the command, with iproute2's names, abbreviations and order.</summary>
internal static class GlobalOptionParser
{
    private const string NamespaceOption = "-netns";

    // ip's own order, because the first that an abbreviation fits wins: -b is -batch, -n is -netns. What has no meaning for namespaces is accepted, so that
    // scripts need not be changed.
    private static readonly GlobalOption[] s_options =
    [
        new("-loops", TakesValue: true),
        new("-family", TakesValue: true),
        new("-4", Exact: true),
        new("-6", Exact: true),
        new("-0", Exact: true),
        new("-M", Exact: true),
        new("-B", Exact: true),
        new("-h", static (_, _) => throw ExitException.Usage(HelpCommand.Text), Exact: true),
        new("-human-readable"),
        new("-iec"),
        new("-stats"),
        new("-statistics"),
        new("-details", static (o, _) => o.Details = true),
        new("-resolve"),
        new("-oneline"),
        new("-timestamp"),
        new("-tshort"),
        new("-Version", static (_, _) => throw new ExitException(ExitCode.Success, HelpCommand.Version)),
        new("-force", static (o, _) => o.Force = true),
        new("-batch", static (o, value) => o.BatchFile = value, TakesValue: true),
        new("-brief"),
        new("-json", static (o, _) => o.Json = true),
        new("-pretty", static (o, _) => o.Pretty = true),
        new("-rcvbuf", TakesValue: true),
        new("-help", static (_, _) => throw ExitException.Usage(HelpCommand.Text)),
        new(NamespaceOption, TakesValue: true),
        new("-Numeric"),
        new("-all", static (o, _) => o.All = true),
        new("-echo", Exact: true),
        new("-run-dir", static (o, value) => o.RunDirectory = FullPath(value), TakesValue: true),
    ];

    /// <summary>Reads the options. <c>-netns</c> does not come back where it succeeds: the program is started again inside, with what is left of the line.</summary>
    internal static GlobalOptions Parse(string[] line, out int read)
    {
        var options = new GlobalOptions();
        for (read = 0; read < line.Length; read++)
        {
            string word = line[read];
            if (word == "--")
            {
                read++;
                break;
            }

            if (word.Length == 0 || word[0] != '-')
                break;
            if (word.StartsWith("--", StringComparison.Ordinal))
                word = word[1..];
            if (TryReadColor(word, options))
                continue;
            GlobalOption option = Find(word);
            string value = "";
            if (option.TakesValue)
            {
                if (read + 1 == line.Length)
                    throw ExitException.Usage(option.Name == NamespaceOption ? Texts.Incomplete : HelpCommand.Text);
                value = line[++read];
            }

            if (option.Name == NamespaceOption)
                ReenteredProgram.Start(value, [.. line[..(read - 1)], .. line[(read + 1)..]], options);
            option.Apply?.Invoke(options, value);
        }

        return options;
    }

    private static string FullPath(string directory) =>
        directory.Length > 0 ? Path.GetFullPath(directory) : throw ExitException.Usage(Texts.WrongArgument(directory, "\"-run-dir\" takes a directory"));

    private static GlobalOption Find(string word)
    {
        foreach (ref readonly GlobalOption option in s_options.AsSpan())
        {
            if (option.Exact ? word == option.Name : Prefix.Matches(word, option.Name))
                return option;
        }

        throw ExitException.Usage($"Option \"{word}\" is unknown, try \"netns -help\".");
    }

    private static bool TryReadColor(string word, GlobalOptions options)
    {
        string[] parts = word.Split('=', 2);
        if (!Prefix.Matches(parts[0], "-color") || parts[0] == "-")
            return false;
        ColorMode? mode = (parts.Length == 1 ? "" : parts[1]) switch
        {
            "" or "always" => ColorMode.Always,
            "auto" => ColorMode.Auto,
            "never" => ColorMode.Never,
            _ => null,
        };
        if (mode is { } known)
            options.Color = known;
        return mode is not null;
    }
}
