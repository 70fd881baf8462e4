using System.Globalization;

using Spectre.Console;

namespace LinuxNetns.Tool;

/// <summary><c>lsns</c>: every network namespace on the host, named or not, and who keeps it.</summary>
internal static class LsnsCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        if (words.Length > 0)
            throw new CommandException(ExitCode.Failure, Texts.ExtraArguments);
        HostNamespaces host = context.Scanner.Scan();
        if (context.Options.Json)
            WriteJson(context, host);
        else
            WriteTable(context, host);
        if (host.Denied > 0)
            context.Complain(string.Create(CultureInfo.InvariantCulture, $"processes that could not be read: {host.Denied}"));
        return ExitCode.Success;
    }

    private static void WriteTable(CommandContext context, HostNamespaces host)
    {
        Table table = Tables.New("INODE", "NAMES", "ID", "NPROCS", "PID", "OWNER", "COMMAND", "OTHER HOLDERS", "MOUNTED ON");
        foreach (HostNamespace ns in host.Namespaces)
        {
            table.AddRow(
                Tables.Cell(ns.Id.Inode.ToString(CultureInfo.InvariantCulture)),
                Tables.Cell(ns.Names.Count == 0 ? "-" : string.Join(' ', ns.Names), Color.Green),
                Tables.Cell(ns.NetnsId?.ToString(CultureInfo.InvariantCulture) ?? "-"),
                Tables.Cell(ns.ProcessIds.Count.ToString(CultureInfo.InvariantCulture)),
                Tables.Cell(ns.ProcessIds.Count == 0 ? "-" : ns.ProcessIds[0].ToString(CultureInfo.InvariantCulture)),
                Tables.Cell(ns.OwnerUserId?.ToString(CultureInfo.InvariantCulture) ?? "-"),
                Tables.Cell(ns.ProcessIds.Count == 0 ? "-" : CommandOf(context, ns.ProcessIds[0])),
                Tables.Cell(ns.IsKnownToKernelOnly ? "not seen" : string.Join(", ", OthersOf(ns))),
                Tables.Cell(string.Join(' ', ns.MountPoints)));
        }

        Tables.Write(context, table);
    }

    private static IEnumerable<NamespaceHolder> OthersOf(HostNamespace ns)
    {
        foreach (NamespaceHolder holder in ns.Holders)
        {
            if (holder.Kind is NamespaceHolderKind.Thread or NamespaceHolderKind.Descriptor or NamespaceHolderKind.Socket)
                yield return holder;
        }
    }

    private static void WriteJson(CommandContext context, HostNamespaces host)
    {
        JsonOutput json = context.NewJson();
        json.StartArray();
        foreach (HostNamespace ns in host.Namespaces)
        {
            json.StartObject();
            json.Property("inode", (long)ns.Id.Inode);
            if (ns.NetnsId is { } id)
                json.Property("id", id);
            WriteArray(json, "names", ns.Names);
            json.StartArray("pids");
            foreach (int processId in ns.ProcessIds)
                json.Value(processId);
            json.EndArray();
            if (ns.OwnerUserId is { } owner)
                json.Property("owner-uid", owner);
            if (ns.OwnerUserNamespace is { } user)
                json.Property("owner-userns", (long)user);
            WriteArray(json, "mounts", ns.MountPoints);
            json.StartArray("holders");
            foreach (NamespaceHolder holder in ns.Holders)
                HolderJson.Write(json, holder);
            json.EndArray();
            json.EndObject();
        }

        json.EndArray();
    }

    private static void WriteArray(JsonOutput json, string name, IReadOnlyList<string> values)
    {
        json.StartArray(name);
        foreach (string value in values)
            json.Value(value);
        json.EndArray();
    }

    private static string CommandOf(CommandContext context, int processId)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"{context.Paths.ProcDirectory}/{processId}/comm")).TrimEnd('\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "-"; // it has ended
        }
    }
}
