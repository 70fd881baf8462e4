namespace LinuxNetns.SideBySide;

/// <summary>Many names made, and deleted again.</summary>
internal static class LifePaths
{
    private const int Count = 1_000;

    internal static IEnumerable<Comparison> All(Programs programs)
    {
        string count = Arena.Text(Count);
        string directory = Directory.CreateTempSubdirectory("side-by-side-").FullName;
        string adds = Path.Join(directory, "adds"), deletes = Path.Join(directory, "deletes");
        File.WriteAllLines(adds, Enumerable.Range(0, Count).Select(i => $"netns add c{i}"));
        File.WriteAllLines(deletes, Enumerable.Range(0, Count).Select(i => $"netns delete c{i}"));
        var registry = new NamespaceRegistry();
        try
        {
            yield return new Comparison(
                "create",
                Count,
                "names",
                [
                    new("C", programs.Floor(Count, "namespaces", "create", count, registry.RunDirectory)),
                    new("LinuxNetns, AddMany", () => Cost.Of(1, () => Create(registry)) / Count),
                    new("LinuxNetns, one by one", () => Cost.Of(1, () => CreateEach(registry)) / Count),
                    new("ip -batch", programs.Command(1, "ip", "-batch", adds) is Func<Cost> batch ? () => batch() / Count : null),
                ],
                new("LinuxNetns, AddMany", "C", 1.05),
                new("LinuxNetns, AddMany", "ip -batch", 1.0))
            {
                Settle = () =>
                {
                    registry.DeleteAll();
                    Arena.Settle(registry);
                },
            };
            yield return new Comparison(
                "delete",
                Count,
                "names",
                [
                    new("C", Filled(registry, programs.Floor(Count, "namespaces", "delete", count, registry.RunDirectory))),
                    new("LinuxNetns, DeleteAll", Filled(registry, () => Cost.Of(1, () => registry.DeleteAll()) / Count)),
                    new("ip -batch", Filled(registry, programs.Command(1, "ip", "-batch", deletes) is Func<Cost> all ? () => all() / Count : null)),
                ],
                new("LinuxNetns, DeleteAll", "C", 1.10),
                new("LinuxNetns, DeleteAll", "ip -batch", 1.0))
            {
                Settle = () => Arena.Settle(registry),
            };
        }
        finally
        {
            registry.DeleteAll();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static void Create(NamespaceRegistry registry)
    {
        foreach (NetworkNamespace ns in registry.AddMany(Enumerable.Range(0, Count).Select(i => $"c{i}")))
            ns.Dispose();
    }

    private static void CreateEach(NamespaceRegistry registry)
    {
        for (int i = 0; i < Count; i++)
            registry.Add($"c{i}").Dispose();
    }

    private static Func<Cost>? Filled(NamespaceRegistry registry, Func<Cost>? measure) => measure is null ? null : () =>
    {
        CreateEach(registry);
        return measure();
    };
}
