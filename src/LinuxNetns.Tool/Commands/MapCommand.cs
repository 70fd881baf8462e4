namespace LinuxNetns.Tool;

/// <summary><c>map [--format FORMAT] [--loopback]</c>: every namespace, its links, and which of them belong together, as a picture.</summary>
internal static class MapCommand
{
    internal static int Run(CommandContext context, string[] words)
    {
        string? format = null;
        bool loopback = false;
        var options = new OptionReader(words);
        while (options.Next(out string? option, out string? value))
        {
            switch (option)
            {
                case "--format":
                    format = options.Required(option, value);
                    break;
                case "--loopback" when value is null:
                    loopback = true;
                    break;
                default:
                    throw OptionReader.Unknown(option);
            }
        }

        if (!options.Rest.IsEmpty)
            throw new CommandException(ExitCode.Failure, Texts.ExtraArguments);
        Func<NetworkMap, string> render = Renderer(format ?? (context.Options.Json ? "json" : "mermaid"));
        NetworkMap map = NetworkMap.Capture(new NetworkMapOptions { IncludeLoopback = loopback, Directories = context.Paths });
        context.Output.Write(render(map));
        if (map.Denied > 0)
            context.Complain(FormattableString.Invariant($"processes that could not be read: {map.Denied}"));
        return ExitCode.Success;
    }

    /// <summary>Before anything is read: a wrong word costs nothing.</summary>
    private static Func<NetworkMap, string> Renderer(string format) => format switch
    {
        "mermaid" => static map => map.ToMermaid(),
        "dot" => static map => map.ToDot(),
        "svg" => static map => map.ToSvg(),
        "json" => static map => map.ToJson(),
        _ => throw ExitException.Usage(Texts.WrongArgument(format, "\"--format\" takes mermaid, dot, svg or json")),
    };
}
