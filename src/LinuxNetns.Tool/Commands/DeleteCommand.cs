namespace LinuxNetns.Tool;

/// <summary><c>delete [--wait[=SECONDS]] [--refuse-while-in-use] [--explain] [--evacuate] [NAME]</c>; with -all every name.</summary>
internal static class DeleteCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        NamespaceDeleteOptions options = Read(words, out ReadOnlySpan<string> rest);
        if (context.Options.All)
            return DeleteAll(context, options);
        if (rest.IsEmpty)
            throw new CommandException(ExitCode.Failure, Texts.NoName);
        CommandTable.CheckName(rest);
        NamespaceDeletion deletion = context.Registry.Delete(rest[0], options);
        if (options.Explain)
            Explain(context, deletion);
        return ExitCode.Success;
    }

    /// <summary>Unlike ip, one that fails neither stops the others nor goes unreported.</summary>
    private static int DeleteAll(CommandContext context, NamespaceDeleteOptions options)
    {
        int code = ExitCode.Success;
        foreach (NamespaceResult result in context.Registry.DeleteAll(options))
        {
            if (result.Error is null)
                continue;
            context.Complain(Program.TextOf(context, result.Error));
            code = ExitCode.Failure;
        }

        return code;
    }

    private static void Explain(CommandContext context, NamespaceDeletion deletion)
    {
        if (context.Options.Json)
        {
            JsonOutput json = context.NewJson();
            json.StartArray();
            foreach (NamespaceHolder holder in deletion.Holders)
                HolderJson.Write(json, holder);
            json.EndArray();
            return;
        }

        foreach (NamespaceHolder holder in deletion.Holders)
            context.Output.WriteLine($"still held by {holder}");
        foreach (string link in deletion.EvacuatedLinks)
            context.Output.WriteLine($"evacuated {link}");
    }

    private static NamespaceDeleteOptions Read(string[] words, out ReadOnlySpan<string> rest)
    {
        bool wait = false, refuse = false, explain = false, evacuate = false;
        var timeout = new NamespaceDeleteOptions().Timeout;
        var options = new OptionReader(words);
        while (options.Next(out string? option, out string? value))
        {
            switch (option)
            {
                case "--wait":
                    wait = true;
                    if (value is not null)
                        timeout = OptionReader.Seconds(option, value);
                    break;
                case "--refuse-while-in-use" when value is null:
                    refuse = true;
                    break;
                case "--explain" when value is null:
                    explain = true;
                    break;
                case "--evacuate" when value is null:
                    evacuate = true;
                    break;
                default:
                    throw OptionReader.Unknown(option);
            }
        }

        rest = options.Rest;
        return new NamespaceDeleteOptions { WaitUntilDestroyed = wait, Timeout = timeout, RefuseWhileInUse = refuse, Explain = explain, EvacuatePhysicalLinks = evacuate };
    }
}
