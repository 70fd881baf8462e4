namespace LinuxNetns;

/// <summary>Where the names are when nobody says.</summary>
internal static class RegistryLocation
{
    private const string Run = "/run/netns";
    private const string VarRun = "/var/run/netns";

    internal static string Default()
    {
        // A user namespace cannot mount in the host's /run; podman and CNI keep their names in the user's own run directory too.
        string? userRun = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        if (!string.IsNullOrEmpty(userRun) && userRun[0] == '/' && UserNamespace.IsNested())
            return Path.Join(userRun, "netns");
        return !Directory.Exists(Run) && Directory.Exists(VarRun) ? VarRun : Run;
    }
}
