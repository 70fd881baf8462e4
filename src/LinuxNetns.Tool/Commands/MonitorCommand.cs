namespace LinuxNetns.Tool;

/// <summary><c>monitor [--ready]</c>: a line for each name that comes or goes, as ip; --ready adds what ip does not tell, -all what is there at the start too.</summary>
internal static class MonitorCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        bool everything = context.Options.All;
        var options = new OptionReader(words);
        while (options.Next(out string? option, out string? value))
        {
            if (option != "--ready" || value is not null)
                throw OptionReader.Unknown(option);
            everything = true;
        }

        try
        {
            WatchAsync(context, everything).GetAwaiter().GetResult();
            return ExitCode.Success;
        }
        catch (NetworkNamespaceException e) when (e.Operation.StartsWith("inotify", StringComparison.Ordinal))
        {
            throw new CommandException(ExitCode.Failure, $"{e.Operation} failed: {Texts.Of(e.Errno)}", e);
        }
    }

    private static async Task WatchAsync(CommandContext context, bool everything)
    {
        HashSet<string> unusable = everything ? [] : FindUnusable(context);
        await foreach (NamespaceEvent change in new NamespaceWatcher(context.Paths).WatchAsync().ConfigureAwait(false))
        {
            // What is there at the start is no news, usable or not.
            if (change.Kind == NamespaceEventKind.Added && unusable.Remove(change.Name!))
                continue;
            if (context.Options.Json)
                WriteJson(context, change, everything);
            else
                Write(context, change, everything);
            context.Output.Flush();
        }
    }

    private static HashSet<string> FindUnusable(CommandContext context)
    {
        var names = new HashSet<string>();
        foreach (NamespaceEntry entry in context.Registry.List())
        {
            if (!entry.IsUsable)
                names.Add(entry.Name);
        }

        return names;
    }

    private static void Write(CommandContext context, NamespaceEvent change, bool everything)
    {
        if (change.Kind == NamespaceEventKind.Renamed && !everything)
            context.Output.WriteLine($"add {change.Name}\ndelete {change.OldName}");
        else if (Word(change.Kind, everything, context.Options.All) is { } word)
            context.Output.WriteLine(change is { OldName: { } oldName } ? $"{word} {oldName} {change.Name}" : change.Name is { } name ? $"{word} {name}" : word);
    }

    private static void WriteJson(CommandContext context, NamespaceEvent change, bool everything)
    {
        if (Word(change.Kind, everything, context.Options.All) is not { } word)
            return;
        JsonOutput json = context.NewJson();
        json.StartObject();
        json.Property("event", word);
        if (change.Name is { } name)
            json.Property("name", name);
        if (change.OldName is { } oldName)
            json.Property("old-name", oldName);
        if (change.Id is { } id)
            json.Property("inode", (long)id.Inode);
        json.EndObject();
    }

    private static string? Word(NamespaceEventKind kind, bool everything, bool existing) => kind switch
    {
        NamespaceEventKind.Added => "add",
        NamespaceEventKind.Removed => "delete",
        NamespaceEventKind.Renamed => "rename",
        NamespaceEventKind.Ready when everything => "ready",
        NamespaceEventKind.Destroyed when everything => "destroy",
        NamespaceEventKind.Resync when everything => "resync",
        NamespaceEventKind.Existing when existing => "exist",
        _ => null,
    };
}
