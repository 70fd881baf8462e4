using LinuxNetns.Netlink;

namespace LinuxNetns.Tool;

/// <summary><c>list-id [target-nsid N] [nsid N]</c>: the ids that this namespace, or another, has given.</summary>
internal static class ListIdCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        (int? target, int? wanted) = Read(words);
        IReadOnlyList<NamespaceEntry> entries = context.Registry.List();
        PeerMessages.Complain(context, entries);
        if (wanted is { } id)
        {
            NamespaceIdAssignment assignment = LookUp(entries, id, target);
            Write(context, [assignment], target is not null);
            return ExitCode.Success;
        }

        IReadOnlyList<NamespaceIdAssignment> assignments = List(context, target);
        foreach (NamespaceIdAssignment assignment in assignments)
        {
            // For an id without a name ip goes through the directory once more.
            if (assignment.Names.Count == 0)
                PeerMessages.Complain(context, entries);
        }

        Write(context, assignments, target is not null);
        return ExitCode.Success;
    }

    private static IReadOnlyList<NamespaceIdAssignment> List(CommandContext context, int? target)
    {
        try
        {
            return context.Registry.ListNetnsIds(target);
        }
        catch (NetlinkException e)
        {
            Write(context, [], withCurrent: false, open: true);
            throw new CommandException(ExitCode.Failure, $"{Texts.Of(e)}\nDump terminated", e);
        }
    }

    private static NamespaceIdAssignment LookUp(IReadOnlyList<NamespaceEntry> entries, int id, int? target)
    {
        using NetlinkConnection netlink = NetlinkConnection.Open();
        int? there = netlink.NetnsIds.GetById(id, target);
        var names = new List<string>();
        foreach (NamespaceEntry entry in entries)
        {
            if (entry.NetnsId == id)
                names.Add(entry.Name);
        }

        return new NamespaceIdAssignment(there ?? -1, id, names);
    }

    private static void Write(CommandContext context, IReadOnlyList<NamespaceIdAssignment> assignments, bool withCurrent, bool open = false)
    {
        if (context.Options.Json)
        {
            WriteJson(context, assignments, withCurrent);
            return;
        }

        if (open)
            return;
        ToolOutput output = context.Output;
        foreach (NamespaceIdAssignment assignment in assignments)
        {
            WriteId(output, "nsid ", assignment.NetnsId);
            if (withCurrent)
                WriteId(output, "current-nsid ", assignment.CurrentNetnsId ?? -1);
            if (assignment.Names.Count > 0)
                output.Write($"(iproute2 netns name: {assignment.Names[0]})");
            output.Write("\n");
        }
    }

    private static void WriteId(ToolOutput output, string label, int id)
    {
        output.Write(label);
        if (id < 0)
            output.Write("unassigned");
        else
            output.Write(id);
        output.Write(" ");
    }

    private static void WriteJson(CommandContext context, IReadOnlyList<NamespaceIdAssignment> assignments, bool withCurrent)
    {
        JsonOutput json = context.NewJson();
        json.StartArray();
        foreach (NamespaceIdAssignment assignment in assignments)
        {
            json.StartObject();
            if (assignment.NetnsId >= 0)
                json.Property("nsid", assignment.NetnsId);
            if (withCurrent && assignment.CurrentNetnsId is >= 0)
                json.Property("current-nsid", assignment.CurrentNetnsId.Value);
            if (assignment.Names.Count > 0)
                json.Property("name", assignment.Names[0]);
            json.EndObject();
        }

        json.EndArray();
    }

    private static (int? Target, int? Wanted) Read(string[] words)
    {
        int? target = null, wanted = null;
        for (int i = 0; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "target-nsid":
                    target = Value(words, ref i, target);
                    break;
                case "nsid":
                    wanted = Value(words, ref i, wanted);
                    break;
                default:
                    throw ExitException.Usage(HelpCommand.Text);
            }
        }

        return (target, wanted);
    }

    private static int Value(string[] words, ref int i, int? previous)
    {
        string key = words[i];
        if (previous is not null)
            throw ExitException.Usage($"Error: duplicate \"{key}\": \"{key}\" is the second value.");
        if (++i == words.Length)
            throw ExitException.Usage(Texts.Incomplete);
        if (!Number.TryParse(words[i], out int id))
            throw ExitException.Usage(Texts.WrongArgument(words[i], $"\"{key}\" value is invalid"));
        // ip blames the word after the number.
        return id >= 0 ? id : throw ExitException.Usage(Texts.WrongArgument(i + 1 < words.Length ? words[i + 1] : null, $"\"{key}\" value should be >= 0"));
    }
}
