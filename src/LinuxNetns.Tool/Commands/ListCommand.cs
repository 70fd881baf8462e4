namespace LinuxNetns.Tool;

/// <summary><c>list</c>: every entry of the directory, in its order, with its id; <c>list all</c> adds states and processes.</summary>
internal static class ListCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        if (words is ["all"])
            return ListAllCommand.Run(context);

        IReadOnlyList<NamespaceEntry> entries = context.Registry.List();
        // iproute2 asks the kernel about every entry twice: once for its cache of ids, once for the list.
        for (int time = 0; time < 2; time++)
            PeerMessages.Complain(context, entries);

        if (context.Options.Json)
            WriteJson(context, entries);
        else
            Write(context.Output, entries);
        return ExitCode.Success;
    }

    private static void Write(ToolOutput output, IReadOnlyList<NamespaceEntry> entries)
    {
        foreach (NamespaceEntry entry in entries)
        {
            output.Write(entry.Name);
            if (entry.NetnsId is { } id)
            {
                output.Write(" (id: ");
                output.Write(id);
                output.Write(")");
            }

            output.Write("\n");
        }
    }

    private static void WriteJson(CommandContext context, IReadOnlyList<NamespaceEntry> entries)
    {
        // No directory, no output at all: so ip does it.
        if (entries.Count == 0 && !Directory.Exists(context.Paths.RunDirectory))
            return;
        JsonOutput json = context.NewJson();
        json.StartArray();
        foreach (NamespaceEntry entry in entries)
        {
            json.StartObject();
            json.Property("name", entry.Name);
            if (entry.NetnsId is { } id)
                json.Property("id", id);
            json.EndObject();
        }

        json.EndArray();
    }
}
