namespace LinuxNetns.Tool;

/// <summary><c>doctor [--repair]</c>: what is wrong with the directory, why, and what helps; --repair mends what is safe. Fails while something is left.</summary>
internal static class DoctorCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        bool repair = false;
        var options = new OptionReader(words);
        while (options.Next(out string? option, out string? value))
        {
            if (option != "--repair" || value is not null)
                throw OptionReader.Unknown(option);
            repair = true;
        }

        if (!options.Rest.IsEmpty)
            throw new CommandException(ExitCode.Failure, Texts.ExtraArguments);
        IReadOnlyList<NamespaceFinding> findings = repair ? context.Registry.Repair() : context.Registry.Examine();
        if (context.Options.Json)
            WriteJson(context, findings);
        else
            Write(context, findings);
        foreach (NamespaceFinding finding in findings)
        {
            if (!finding.Repaired)
                return ExitCode.Failure;
        }

        return ExitCode.Success;
    }

    private static void Write(CommandContext context, IReadOnlyList<NamespaceFinding> findings)
    {
        ToolOutput output = context.Output;
        if (findings.Count == 0)
            output.WriteLine($"nothing is wrong with {context.Paths.RunDirectory}");
        foreach (NamespaceFinding finding in findings)
        {
            string subject = finding.Name.Length == 0 ? context.Paths.RunDirectory : Tables.Printable(finding.Name);
            string state = finding.State is { } known ? $" ({StateWords.Of(known)})" : "";
            output.WriteLine($"{subject}{state}: {finding.Explanation}");
            if (finding.Repaired)
                output.WriteLine("    repaired");
            else if (finding.Error is { } error)
                output.WriteLine($"    not repaired: {error.Message}");
            else
                output.WriteLine($"    {(finding.IsSafeToRepair ? "netns doctor --repair mends it, or: " : "")}{finding.Remedy}");
        }
    }

    private static void WriteJson(CommandContext context, IReadOnlyList<NamespaceFinding> findings)
    {
        JsonOutput json = context.NewJson();
        json.StartArray();
        foreach (NamespaceFinding finding in findings)
        {
            json.StartObject();
            json.Property("name", finding.Name);
            if (finding.State is { } state)
                json.Property("state", StateWords.Of(state));
            json.Property("explanation", finding.Explanation);
            json.Property("remedy", finding.Remedy);
            json.Property("safe", finding.IsSafeToRepair);
            json.Property("repaired", finding.Repaired);
            if (finding.Error is { } error)
                json.Property("error", error.Message);
            json.EndObject();
        }

        json.EndArray();
    }
}
