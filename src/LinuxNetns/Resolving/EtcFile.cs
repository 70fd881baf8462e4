namespace LinuxNetns;

/// <summary>Files of /etc as a command in a namespace sees them: /etc/netns/NAME/FILE over /etc/FILE.</summary>
internal static class EtcFile
{
    internal const string DefaultDirectory = "/etc/netns";

    /// <summary>Its text; null where there is neither. One that is there and cannot be read is an error: the other might say something else.</summary>
    internal static string? Read(string? etcDirectory, string? name, string file)
    {
        if (name is not null)
        {
            string own = Path.Join(etcDirectory ?? DefaultDirectory, name, file);
            if (File.Exists(own))
                return File.ReadAllText(own);
        }

        string shared = Path.Join("/etc", file);
        return File.Exists(shared) ? File.ReadAllText(shared) : null;
    }
}
