namespace LinuxNetns;

/// <summary>What mountinfo adds to the look at the files: names that are hidden, and names that are mounted more than once.</summary>
internal sealed class RegistryMounts
{
    private readonly Dictionary<string, int> _counts;

    private RegistryMounts(Dictionary<string, int> counts) => _counts = counts;

    internal static RegistryMounts Read(string runDirectory) => From(MountInfo.Read(), MountPath.Resolve(runDirectory));

    internal static RegistryMounts From(IEnumerable<MountInfoEntry> mounts, string runDirectory)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        string prefix = runDirectory.TrimEnd('/') + "/";
        foreach (MountInfoEntry mount in mounts)
        {
            if (mount.NetworkNamespaceInode is not null && mount.MountPoint.StartsWith(prefix, StringComparison.Ordinal))
            {
                string name = mount.MountPoint[prefix.Length..];
                counts[name] = counts.GetValueOrDefault(name) + 1;
            }
        }

        return new RegistryMounts(counts);
    }

    /// <summary>The names that have a namespace mounted on them, visible or not.</summary>
    internal IReadOnlyCollection<string> Names => _counts.Keys;

    internal int Count(string name) => _counts.GetValueOrDefault(name);

    internal NamespaceEntryState Refine(string name, NamespaceEntryState state) => (state, _counts.GetValueOrDefault(name)) switch
    {
        (NamespaceEntryState.Live, > 1) => NamespaceEntryState.DoubleMounted,
        (NamespaceEntryState.Placeholder, > 0) => NamespaceEntryState.Shadowed,
        _ => state,
    };
}
