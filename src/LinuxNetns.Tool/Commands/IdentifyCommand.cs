using LinuxNetns.Netlink;

namespace LinuxNetns.Tool;

/// <summary><c>identify [PID]</c>: the last name in the directory as ip, or with -all or -json every name.</summary>
internal static class IdentifyCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        if (words.Length > 1)
            throw new CommandException(ExitCode.Failure, Texts.ExtraArguments);
        string process = words.Length == 0 ? "self" : words[0];
        if (words.Length == 1 && process.AsSpan().ContainsAnyExceptInRange('0', '9'))
            throw new CommandException(ExitCode.Failure, $"Specified string '{process}' is not a pid");

        IReadOnlyList<string> names = Identify(context, process);
        if (context.Options.Json)
        {
            JsonOutput json = context.NewJson();
            json.StartArray();
            foreach (string name in names)
            {
                json.StartObject();
                json.Property("name", name);
                json.EndObject();
            }

            json.EndArray();
        }
        else if (context.Options.All)
        {
            foreach (string name in names)
                context.Output.WriteLine(name);
        }
        else
        {
            context.Output.WriteLine(names.Count == 0 ? "" : names[^1]);
        }

        return ExitCode.Success;
    }

    private static IReadOnlyList<string> Identify(CommandContext context, string process)
    {
        try
        {
            using var ns = NetworkNamespace.OpenPath($"{context.Paths.ProcDirectory}/{process}/ns/net");
            return context.Registry.Identify(ns);
        }
        catch (NetworkNamespaceException e) when (e.Operation == "open")
        {
            throw new CommandException(ExitCode.Failure, $"Cannot open network namespace: {Texts.Of(e.Errno == Errno.ESRCH ? Errno.ENOENT : e.Errno)}", e);
        }
    }
}
