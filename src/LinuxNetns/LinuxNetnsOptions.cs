namespace LinuxNetns;

/// <summary>Where the registry, the configuration and the process table are. All paths are absolute.</summary>
public sealed class LinuxNetnsOptions
{
    /// <summary>The directory of the names.</summary>
    /// <value>Default: <c>/run/netns</c>; <c>/var/run/netns</c> where only that exists; <c>$XDG_RUNTIME_DIR/netns</c> inside a user namespace that has one.</value>
    public string RunDirectory { get; set; } = RegistryLocation.Default();

    /// <summary>The directory of per-namespace configuration: <c>NAME/resolv.conf</c> there appears as <c>/etc/resolv.conf</c> to a command run in <c>NAME</c>.</summary>
    /// <value>Default: <c>/etc/netns</c>.</value>
    public string EtcDirectory { get; set; } = "/etc/netns";

    /// <summary>The process table, for tests and for tools that look at another root.</summary>
    /// <value>Default: <c>/proc</c>.</value>
    public string ProcDirectory { get; set; } = "/proc";

    /// <summary>A copy, which nobody changes afterwards, with paths that can be compared: without <c>.</c>, <c>..</c> (as text) and a slash at the end.</summary>
    internal LinuxNetnsOptions Validate() => Problem() is { } problem
        ? throw new ArgumentException(problem)
        : new LinuxNetnsOptions { RunDirectory = Clean(RunDirectory), EtcDirectory = Clean(EtcDirectory), ProcDirectory = Clean(ProcDirectory) };

    internal string? Problem() =>
        Problem(nameof(RunDirectory), RunDirectory) ?? Problem(nameof(EtcDirectory), EtcDirectory) ?? Problem(nameof(ProcDirectory), ProcDirectory)
        ?? (Clean(RunDirectory) == "/" ? $"{nameof(RunDirectory)} must not be the root directory." : null);

    private static string Clean(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private static string? Problem(string name, string? path) =>
        string.IsNullOrEmpty(path) || path[0] != '/' || path.Contains('\0', StringComparison.Ordinal) ? $"{name} must be an absolute path; it is \"{path}\"." : null;
}
