namespace LinuxNetns.Tool;

/// <summary>What a command works with.</summary>
internal sealed class CommandContext
{
    private NamespaceRegistry? _registry;
    private ProcessScanner? _scanner;

    internal CommandContext(GlobalOptions options, ToolOutput output, ToolOutput error)
    {
        Options = options;
        Output = output;
        Error = error;
        Paths = PathsOf(options);
    }

    internal GlobalOptions Options { get; }

    internal ToolOutput Output { get; }

    internal ToolOutput Error { get; }

    internal LinuxNetnsOptions Paths { get; }

    internal NamespaceRegistry Registry => _registry ??= new NamespaceRegistry(Paths);

    internal ProcessScanner Scanner => _scanner ??= new ProcessScanner(Paths);

    /// <summary>Whether more commands follow, so that none may take this process's place.</summary>
    internal bool IsBatch => Options.BatchFile is not null;

    internal static LinuxNetnsOptions PathsOf(GlobalOptions options) =>
        options.RunDirectory is null ? new LinuxNetnsOptions() : new LinuxNetnsOptions { RunDirectory = options.RunDirectory };

    internal JsonOutput NewJson() => new(Output, Options.Pretty);

    /// <summary>A line on standard error, at once.</summary>
    internal void Complain(string text)
    {
        Error.WriteLine(text);
        Error.Flush();
    }
}
