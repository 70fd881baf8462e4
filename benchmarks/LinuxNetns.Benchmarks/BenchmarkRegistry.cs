namespace LinuxNetns.Benchmarks;

/// <summary>A registry in a directory of its own, with any number of names of one namespace, taken down at the end.</summary>
internal sealed class BenchmarkRegistry : IDisposable
{
    private readonly string? _root;

    /// <param name="names">How many.</param>
    /// <param name="directory">Where; null for a directory of its own. ip knows /run/netns alone, which is this process's own (see Program).</param>
    internal BenchmarkRegistry(int names, string? directory = null)
    {
        if (directory is null)
            _root = Directory.CreateTempSubdirectory("lnx-bench-").FullName;
        Registry = new NamespaceRegistry(directory ?? Path.Join(_root, "netns"));
        for (int i = 0; i < names; i++)
            Registry.Add($"n{i}").Dispose();
    }

    internal NamespaceRegistry Registry { get; }

    public void Dispose()
    {
        Registry.DeleteAll();
        _ = Interop.Umount2(Registry.RunDirectory, Interop.MNT_DETACH);
        if (_root is not null)
            Directory.Delete(_root, recursive: true);
    }
}
