using System.Diagnostics;

using BenchmarkDotNet.Attributes;

namespace LinuxNetns.Benchmarks;

/// <summary>The processes of a namespace, among a thousand others.</summary>
public class PidsBenchmarks
{
    private const int Bystanders = 1000;
    private const string Name = "lnx-bench-pids";
    private readonly List<Process> _processes = [];
    private readonly ProcessScanner _scanner = new();
    private NetworkNamespace _namespace = null!;

    [GlobalSetup]
    public void Setup()
    {
        _namespace = NetworkNamespace.Create(Name);
        for (int i = 0; i < Bystanders; i++)
            _processes.Add(Process.Start("sleep", "100000"));
        for (int i = 0; i < 3; i++)
            _processes.Add(Process.Start("nsenter", [$"--net=/run/netns/{Name}", "sleep", "100000"]));
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (Process process in _processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }

        _namespace.Dispose();
    }

    [Benchmark(Baseline = true, Description = "ip netns pids")]
    public void Ip() => Programs.Run("ip", "netns", "pids", Name);

    [Benchmark(Description = "FindProcesses")]
    public ProcessScan Ours() => _scanner.FindProcesses(_namespace);

    [Benchmark(Description = "naive: ResolveLinkTarget of every /proc/PID/ns/net")]
    public List<int> Naive()
    {
        string wanted = _namespace.Id.ToString();
        var found = new List<int>();
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                if (int.TryParse(Path.GetFileName(directory), out int id) && new FileInfo(Path.Join(directory, "ns/net")).LinkTarget == wanted)
                    found.Add(id);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Gone or denied.
            }
        }

        return found;
    }
}
