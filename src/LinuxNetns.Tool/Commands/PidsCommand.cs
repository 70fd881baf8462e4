using System.Globalization;

namespace LinuxNetns.Tool;

/// <summary><c>pids NAME</c>.</summary>
internal static class PidsCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        if (words.Length < 1)
            throw new CommandException(ExitCode.Failure, Texts.NoName);
        if (words.Length > 1)
            throw new CommandException(ExitCode.Failure, Texts.ExtraArguments);

        CommandTable.CheckName(words);
        IReadOnlyList<int> processIds = Find(context, words[0]);
        if (context.Options.Json)
        {
            JsonOutput json = context.NewJson();
            json.StartArray();
            foreach (int processId in processIds)
            {
                json.StartObject();
                json.Property("pid", processId);
                json.EndObject();
            }

            json.EndArray();
        }
        else
        {
            foreach (int processId in processIds)
                context.Output.WriteLine(processId.ToString(CultureInfo.InvariantCulture));
        }

        return ExitCode.Success;
    }

    private static IReadOnlyList<int> Find(CommandContext context, string name)
    {
        try
        {
            using NetworkNamespace ns = context.Registry.Open(name);
            return context.Scanner.FindProcesses(ns).ProcessIds;
        }
        catch (NetworkNamespaceException e) when (e.Reason == NamespaceError.NotANetworkNamespace)
        {
            // A placeholder or a foreign file: nobody is inside, and ip says no more than that.
            return [];
        }
        catch (NetworkNamespaceException e) when (e.Operation == "open" && e.Path == Path.Join(context.Paths.RunDirectory, name))
        {
            throw new CommandException(ExitCode.Failure, $"Cannot open network namespace: {Texts.Of(e.Errno)}", e);
        }
    }
}
