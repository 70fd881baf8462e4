using System.Globalization;
using System.Text;

using BenchmarkDotNet.Attributes;

namespace LinuxNetns.Benchmarks;

/// <summary>Which name a process belongs to. The floor is one look at the process; a look at every name is the naive way, and ip's.</summary>
public unsafe class IdentifyBenchmarks
{
    private readonly byte[] _path = Encoding.UTF8.GetBytes($"/proc/{Environment.ProcessId}/ns/net\0");
    private readonly string _processId = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
    private BenchmarkRegistry _registry = null!;

    [Params(10, 1000)]
    public int Names { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _registry = new BenchmarkRegistry(Names, "/run/netns");
        using NetworkNamespace current = NetworkNamespace.OpenCurrent();
        _registry.Registry.Attach("here", current.Handle).Dispose();
    }

    [GlobalCleanup]
    public void Cleanup() => _registry.Dispose();

    [Benchmark(Baseline = true, Description = "one statx")]
    public ulong OneStat()
    {
        Interop.StatxBuffer status;
        fixed (byte* path = _path)
            _ = Interop.Statx(Interop.AT_FDCWD, path, Interop.AT_STATX_DONT_SYNC, Interop.STATX_INO, &status);
        return status.Inode;
    }

    [Benchmark(Description = "ip netns identify")]
    public void Ip() => Programs.Run("ip", "netns", "identify", _processId);

    [Benchmark(Description = "Identify")]
    public IReadOnlyList<string> Identify() => _registry.Registry.Identify(Environment.ProcessId);

    [Benchmark(Description = "naive: a look at every name")]
    public List<string> Naive()
    {
        ulong inode = OneStat();
        var names = new List<string>();
        foreach (string file in Directory.EnumerateFiles(_registry.Registry.RunDirectory))
        {
            Interop.StatxBuffer status;
            if (Interop.Statx(Interop.AT_FDCWD, file, 0, Interop.STATX_INO, &status) == 0 && status.Inode == inode)
                names.Add(Path.GetFileName(file));
        }

        return names;
    }
}
