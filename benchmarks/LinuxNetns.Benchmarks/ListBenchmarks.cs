using BenchmarkDotNet.Attributes;

namespace LinuxNetns.Benchmarks;

/// <summary>The names with their states and ids.</summary>
public class ListBenchmarks
{
    private BenchmarkRegistry _registry = null!;

    [Params(10, 1000)]
    public int Names { get; set; }

    [GlobalSetup]
    public void Setup() => _registry = new BenchmarkRegistry(Names, "/run/netns");

    [GlobalCleanup]
    public void Cleanup() => _registry.Dispose();

    [Benchmark(Baseline = true, Description = "naive: names only, no states, no ids")]
    public string[] Naive() => Directory.GetFiles(_registry.Registry.RunDirectory);

    [Benchmark(Description = "ip netns list")]
    public void Ip() => Programs.Run("ip", "netns", "list");

    [Benchmark(Description = "List")]
    public IReadOnlyList<NamespaceEntry> Ours() => _registry.Registry.List();
}
