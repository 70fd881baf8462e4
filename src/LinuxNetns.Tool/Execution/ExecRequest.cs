namespace LinuxNetns.Tool;

/// <summary>What <c>exec</c>'s own options ask for. Without any, exactly what <c>ip netns exec</c> does.</summary>
internal sealed class ExecRequest
{
    internal required ExecOptions Options { get; init; }

    /// <summary>After which the command and all it started are killed; null for never.</summary>
    internal TimeSpan? Timeout { get; init; }

    internal static ExecRequest Read(ReadOnlySpan<string> words, out ReadOnlySpan<string> rest)
    {
        var exec = new ExecOptions { Sysfs = SysfsMode.Remount };
        Dictionary<string, string?>? environment = null;
        TimeSpan? timeout = null;
        var reader = new OptionReader(words);
        while (reader.Next(out string? option, out string? value))
        {
            switch (option)
            {
                case "--user":
                    exec.User = reader.Required(option, value);
                    break;
                case "--group":
                    exec.Group = reader.Required(option, value);
                    break;
                case "--env":
                    (string name, string? setting) = Variable(reader.Required(option, value));
                    (environment ??= [])[name] = setting;
                    break;
                case "--dir":
                    exec.WorkingDirectory = reader.Required(option, value);
                    break;
                case "--timeout":
                    timeout = OptionReader.Seconds(option, reader.Required(option, value));
                    break;
                case "--hide-registry" when value is null:
                    exec.HideRegistry = true;
                    break;
                case "--no-sysfs" when value is null:
                    exec.Sysfs = SysfsMode.None;
                    break;
                default:
                    throw OptionReader.Unknown(option);
            }
        }

        exec.Environment = environment;
        rest = reader.Rest;
        return new ExecRequest { Options = exec, Timeout = timeout };
    }

    /// <summary><c>NAME=VALUE</c> sets a variable, <c>NAME</c> alone takes it away.</summary>
    private static (string Name, string? Value) Variable(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        if (equals == 0 || word.Length == 0)
            throw ExitException.Usage(Texts.WrongArgument(word, "\"--env\" takes NAME=VALUE"));
        return equals < 0 ? (word, null) : (word[..equals], word[(equals + 1)..]);
    }
}
