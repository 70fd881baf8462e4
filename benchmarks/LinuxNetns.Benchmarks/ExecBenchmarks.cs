using BenchmarkDotNet.Attributes;

namespace LinuxNetns.Benchmarks;

/// <summary>/bin/true inside a namespace, among ten names: what a command costs before it does anything.</summary>
public class ExecBenchmarks
{
    private const string Name = "lnx-bench-exec";
    private static readonly ExecOptions s_networkOnly = new() { Sysfs = SysfsMode.None, BindEtc = false };
    private readonly List<NetworkNamespace> _namespaces = [];

    [GlobalSetup]
    public void Setup()
    {
        for (int i = 0; i < 10; i++)
            _namespaces.Add(NetworkNamespace.Create(i == 0 ? Name : $"{Name}-{i}"));
    }

    [GlobalCleanup]
    public void Cleanup() => _namespaces.ForEach(ns => ns.Dispose());

    [Benchmark(Baseline = true, Description = "ip netns exec")]
    public void Ip() => Programs.Run("ip", "netns", "exec", Name, "/bin/true");

    [Benchmark(Description = "ExecAsync")]
    public Task<CommandResult> Ours() => _namespaces[0].ExecAsync("/bin/true");

    [Benchmark(Description = "ExecAsync, network only")]
    public Task<CommandResult> NetworkOnly() => _namespaces[0].ExecAsync("/bin/true", options: s_networkOnly);

    [Benchmark(Description = "naive: nsenter as a process")]
    public void Nsenter() => Programs.Run("nsenter", $"--net=/run/netns/{Name}", "/bin/true");
}
