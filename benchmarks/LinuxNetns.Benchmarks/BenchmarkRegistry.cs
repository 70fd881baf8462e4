namespace LinuxNetns.Benchmarks;

/// <summary>A registry in a directory of its own, with any number of names of one namespace, taken down at the end.</summary>
internal sealed class BenchmarkRegistry : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("lnx-bench-").FullName;

    internal BenchmarkRegistry(int names)
    {
        Registry = new NamespaceRegistry(Path.Join(_root, "netns"));
        for (int i = 0; i < names; i++)
            Registry.Add($"n{i}").Dispose();
    }

    internal NamespaceRegistry Registry { get; }

    internal string PathOf(string name) => Path.Join(Registry.RunDirectory, name);

    public void Dispose()
    {
        Registry.DeleteAll();
        _ = Interop.Umount2(Registry.RunDirectory, Interop.MNT_DETACH);
        Directory.Delete(_root, recursive: true);
    }
}
