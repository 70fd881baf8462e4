using BenchmarkDotNet.Attributes;

namespace LinuxNetns.Benchmarks;

/// <summary>A namespace with a name, made and deleted again.</summary>
public class CreateDeleteBenchmarks
{
    private const string Name = "lnx-bench-cycle";
    private BenchmarkRegistry _registry = null!;

    [GlobalSetup]
    public void Setup() => _registry = new BenchmarkRegistry(10);

    [GlobalCleanup]
    public void Cleanup() => _registry.Dispose();

    [Benchmark(Baseline = true, Description = "ip netns add; ip netns del")]
    public void Ip()
    {
        Programs.Run("ip", "netns", "add", Name);
        Programs.Run("ip", "netns", "del", Name);
    }

    [Benchmark(Description = "Add; Delete")]
    public void Ours()
    {
        _registry.Registry.Add(Name).Dispose();
        _registry.Registry.Delete(Name);
    }

    [Benchmark(Description = "CreateAnonymous")]
    public void Anonymous() => NetworkNamespace.CreateAnonymous().Dispose();
}
