namespace LinuxNetns;

/// <summary>The names in a directory, in the directory's order.</summary>
internal static class DirectoryNames
{
    private static readonly EnumerationOptions s_everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    internal static List<string> Read(string directory)
    {
        try
        {
            var names = new List<string>();
            foreach (string path in Directory.EnumerateFileSystemEntries(directory, "*", s_everything))
                names.Add(Path.GetFileName(path));
            return names;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (UnauthorizedAccessException)
        {
            throw Interop.Error(Netlink.Errno.EACCES, "open", directory);
        }
    }
}
