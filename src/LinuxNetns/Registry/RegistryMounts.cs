namespace LinuxNetns;

/// <summary>What mountinfo adds to the look at the files: names that are hidden, and names that are mounted more than once.</summary>
/// <remarks>Only what a path leads to counts. Where /run is a shared mount, as systemd makes it, <c>ip</c> leaves a second mount of every name below the directory's own mount:
/// taking "one of the two" away takes both.</remarks>
internal sealed class RegistryMounts
{
    // The mount that a path begins in has a parent outside the table.
    private const int Outside = 0;

    private readonly int _directory;
    private readonly Dictionary<(int Parent, string Name), int> _mounts;

    private RegistryMounts(int directory, Dictionary<(int Parent, string Name), int> mounts)
    {
        _directory = directory;
        _mounts = mounts;
        Hidden = mounts.Keys.Select(static key => key.Name).Where(name => Count(name) == 0).ToHashSet(StringComparer.Ordinal);
    }

    internal static RegistryMounts Read(string runDirectory) => From(MountInfo.Read(), MountPath.Resolve(runDirectory));

    internal static RegistryMounts From(IReadOnlyCollection<MountInfoEntry> mounts, string runDirectory)
    {
        string directory = runDirectory.TrimEnd('/');
        var ids = new HashSet<int>(mounts.Count);
        foreach (MountInfoEntry mount in mounts)
            ids.Add(mount.MountId);
        var above = new Dictionary<(int Parent, string Point), int>();
        var names = new Dictionary<(int Parent, string Name), int>();
        foreach (MountInfoEntry mount in mounts)
        {
            int parent = mount.ParentId != mount.MountId && ids.Contains(mount.ParentId) ? mount.ParentId : Outside;
            if (IsOnTheWay(mount.MountPoint, directory))
                above[(parent, mount.MountPoint)] = mount.MountId;
            else if (mount.NetworkNamespaceInode is not null && NameIn(directory, mount.MountPoint) is { } name)
                names[(parent, name)] = mount.MountId;
        }

        return new RegistryMounts(MountOf(directory, above), names);
    }

    /// <summary>The names below the directory that have a namespace mounted on them which no path leads to.</summary>
    internal IReadOnlySet<string> Hidden { get; }

    /// <summary>How many namespaces are mounted on the name, one on the other.</summary>
    internal int Count(string name)
    {
        int count = 0;
        for (int mount = _directory; _mounts.TryGetValue((mount, name), out mount);)
            count++;
        return count;
    }

    internal NamespaceEntryState Refine(string name, NamespaceEntryState state) => state switch
    {
        NamespaceEntryState.Live when Count(name) > 1 => NamespaceEntryState.DoubleMounted,
        NamespaceEntryState.Placeholder when Hidden.Contains(name) => NamespaceEntryState.Shadowed,
        _ => state,
    };

    /// <summary>The mount that the directory is in, found as the kernel walks a path: from the root, and at each step to the top of what is mounted there.</summary>
    private static int MountOf(string directory, Dictionary<(int Parent, string Point), int> above)
    {
        int mount = Outside;
        for (int end = 0; end >= 0; end = end < directory.Length ? NextSlash(directory, end + 1) : -1)
        {
            string point = end == 0 ? "/" : directory[..end];
            while (above.TryGetValue((mount, point), out int next))
                mount = next;
        }

        return mount;
    }

    private static int NextSlash(string path, int start)
    {
        int slash = path.IndexOf('/', start);
        return slash < 0 ? path.Length : slash;
    }

    private static bool IsOnTheWay(string point, string directory) =>
        point == "/" || (directory.StartsWith(point, StringComparison.Ordinal) && (directory.Length == point.Length || directory[point.Length] == '/'));

    private static string? NameIn(string directory, string point) =>
        point.Length > directory.Length + 1 && point[directory.Length] == '/' && point.StartsWith(directory, StringComparison.Ordinal)
        && point.IndexOf('/', directory.Length + 1) < 0
            ? point[(directory.Length + 1)..]
            : null;
}
