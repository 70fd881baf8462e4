namespace LinuxNetns;

/// <summary>Where a command may be: execvp(3)'s rules, with the PATH that the command itself will see.</summary>
internal static class CommandPath
{
    private const string DefaultPath = "/bin:/usr/bin";

    /// <summary>The name itself if it has a slash; else one path for each directory of <paramref name="path"/>, an empty one being the current directory.</summary>
    internal static List<string> Candidates(string fileName, string? path)
    {
        if (fileName.Contains('/', StringComparison.Ordinal))
            return [fileName];
        var candidates = new List<string>();
        foreach (string directory in (path ?? DefaultPath).Split(':'))
            candidates.Add(directory.Length == 0 ? fileName : directory.EndsWith('/') ? directory + fileName : $"{directory}/{fileName}");
        return candidates;
    }
}
