namespace LinuxNetns.Tool;

/// <summary><c>-netns NAME</c>: the program starts over inside, with the rest of its line; so everything in it, mounts included, is there, as with ip.</summary>
internal static class ReenteredProgram
{
    /// <summary>Does not return, except with an error.</summary>
    internal static void Start(string name, string[] line, GlobalOptions options)
    {
        CommandTable.CheckName(name);
        var registry = new NamespaceRegistry(CommandContext.PathsOf(options));
        string program = Environment.ProcessPath!;
        try
        {
            using NetworkNamespace ns = registry.Open(name);
            bool isHost = Path.GetFileName(program) == "dotnet";
            ns.ReplaceProcess(program, isHost ? [Path.Join(AppContext.BaseDirectory, "netns.dll"), .. line] : line, new ExecOptions { Sysfs = SysfsMode.Remount });
        }
        catch (NetworkNamespaceException e)
        {
            throw ExitException.Usage(ExecErrors.Translate(e, name, program).Text!);
        }
    }
}
