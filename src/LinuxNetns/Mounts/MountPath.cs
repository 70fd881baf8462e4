namespace LinuxNetns;

/// <summary>mountinfo shows paths without symbolic links; /var/run/netns is one on most systems.</summary>
internal static class MountPath
{
    internal static string Resolve(string path)
    {
        string resolved = "/";
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Join(resolved, part);
            FileSystemInfo? target = new DirectoryInfo(next).LinkTarget is null ? null : Directory.ResolveLinkTarget(next, returnFinalTarget: true);
            resolved = target is null ? next : target.FullName;
        }

        return resolved;
    }
}
