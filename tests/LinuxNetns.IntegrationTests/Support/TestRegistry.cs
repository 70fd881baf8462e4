namespace LinuxNetns.IntegrationTests;

/// <summary>A registry in a directory of its own, taken down with everything in it.</summary>
internal sealed class TestRegistry : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("lnx-test-").FullName;

    internal TestRegistry()
    {
        Options = new LinuxNetnsOptions { RunDirectory = Path.Join(_root, "netns"), EtcDirectory = Path.Join(_root, "etc") };
        Registry = new NamespaceRegistry(Options);
    }

    internal LinuxNetnsOptions Options { get; }

    internal NamespaceRegistry Registry { get; }

    internal string RunDirectory => Options.RunDirectory;

    internal string PathOf(string name) => Path.Join(RunDirectory, name);

    public void Dispose()
    {
        foreach (MountInfoEntry mount in Enumerable.Reverse(MountInfo.Read()))
        {
            if (mount.MountPoint.StartsWith(_root, StringComparison.Ordinal))
                _ = Interop.Umount2(mount.MountPoint, Interop.MNT_DETACH);
        }

        Directory.Delete(_root, recursive: true);
    }
}
