namespace LinuxNetns.TestHost;

/// <summary>Files of processes and threads that may end meanwhile: empty for what has gone.</summary>
internal static class ProcText
{
    internal static string Text(params string[] path) => Read(Path.Join(path), File.ReadAllText);

    internal static string Link(params string[] path) => Read(Path.Join(path), static path => new FileInfo(path).LinkTarget);

    private static string Read(string path, Func<string, string?> read)
    {
        try
        {
            return read(path) ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
