namespace LinuxNetns;

/// <summary>Who a command runs as.</summary>
/// <param name="UserId">The user; null leaves it.</param>
/// <param name="GroupId">The primary group; null leaves it.</param>
/// <param name="Groups">The supplementary groups; null leaves them.</param>
/// <param name="UserName">The login name, where the user has one.</param>
/// <param name="HomeDirectory">The home directory, where the user has one.</param>
internal sealed record CommandIdentity(uint? UserId, uint? GroupId, IReadOnlyList<uint>? Groups, string? UserName, string? HomeDirectory)
{
    /// <summary>Nobody else.</summary>
    internal static CommandIdentity Unchanged { get; } = new(null, null, null, null, null);

    /// <summary>Without what this process is already: becoming oneself takes no privilege.</summary>
    internal CommandIdentity WithoutOwn()
    {
        if (UserId is not uint user || GroupId is not uint group)
            return this;
        IEnumerable<string> status = File.ReadLines("/proc/self/status");
        return IsAll(status, "Uid:", user) && IsAll(status, "Gid:", group) ? this with { UserId = null, GroupId = null, Groups = null } : this;
    }

    // The real, effective, saved and file system ids (proc_pid_status(5)).
    private static bool IsAll(IEnumerable<string> status, string field, uint id) =>
        status.FirstOrDefault(l => l.StartsWith(field, StringComparison.Ordinal)) is string line
        && line.Split('\t').Skip(1).All(word => word == id.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
