using System.Globalization;

using Spectre.Console;

namespace LinuxNetns.Tool;

/// <summary><c>list all</c>: every name with its id, state, mark and processes.</summary>
internal static class ListAllCommand
{
    internal static int Run(CommandContext context)
    {
        IReadOnlyList<NamespaceEntry> entries = context.Registry.List();
        HostNamespaces host = context.Scanner.Scan(new HostScanOptions { IncludeHolders = false, IncludeThreads = false });
        var processes = new Dictionary<NamespaceId, IReadOnlyList<int>>(host.Namespaces.Count);
        foreach (HostNamespace ns in host.Namespaces)
            processes[ns.Id] = ns.ProcessIds;
        if (context.Options.Json)
            WriteJson(context, entries, processes);
        else
            WriteTable(context, entries, processes);
        return ExitCode.Success;
    }

    private static void WriteTable(CommandContext context, IReadOnlyList<NamespaceEntry> entries, Dictionary<NamespaceId, IReadOnlyList<int>> processes)
    {
        Table table = Tables.New("NAME", "ID", "STATE", "MARK", "INODE", "PIDS");
        foreach (NamespaceEntry entry in entries)
        {
            table.AddRow(
                Tables.Cell(entry.Name),
                Tables.Cell(entry.NetnsId?.ToString(CultureInfo.InvariantCulture) ?? "-"),
                Tables.Cell(StateWords.Of(entry.State), entry.IsUsable ? null : Color.Red),
                Tables.Cell(entry.AdministrativeState == AdministrativeState.Down ? "down" : "up", entry.AdministrativeState == AdministrativeState.Down ? Color.Yellow : null),
                Tables.Cell(entry.Id?.Inode.ToString(CultureInfo.InvariantCulture) ?? "-"),
                Tables.Cell(string.Join(' ', ProcessesOf(entry, processes))));
        }

        Tables.Write(context, table);
    }

    private static void WriteJson(CommandContext context, IReadOnlyList<NamespaceEntry> entries, Dictionary<NamespaceId, IReadOnlyList<int>> processes)
    {
        JsonOutput json = context.NewJson();
        json.StartArray();
        foreach (NamespaceEntry entry in entries)
        {
            json.StartObject();
            json.Property("name", entry.Name);
            if (entry.NetnsId is { } id)
                json.Property("id", id);
            json.Property("state", StateWords.Of(entry.State));
            json.Property("mark", entry.AdministrativeState == AdministrativeState.Down ? "down" : "up");
            if (entry.Id is { } identity)
                json.Property("inode", (long)identity.Inode);
            json.StartArray("pids");
            foreach (int processId in ProcessesOf(entry, processes))
                json.Value(processId);
            json.EndArray();
            json.EndObject();
        }

        json.EndArray();
    }

    private static IReadOnlyList<int> ProcessesOf(NamespaceEntry entry, Dictionary<NamespaceId, IReadOnlyList<int>> processes) =>
        entry.Id is { } id && processes.TryGetValue(id, out IReadOnlyList<int>? inside) ? inside : [];
}
