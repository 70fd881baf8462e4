using System.Diagnostics;
using System.Globalization;

namespace LinuxNetns.Benchmarks;

/// <summary>
/// The ways to find processes, each beside a C program that makes the same system calls and beside the command that people use, in rotating order. CPU time per process; ratios are
/// taken within each round. The C programs: "bpfcold NAME MAP", which says "iter N us", and "floor NAME ROUNDS ,VARIANT,", whose seventh column is CPU time per process.
/// </summary>
internal static class PidsComparison
{
    private const int WarmUps = 3;
    private const int Rounds = 11;
    private static readonly string s_name = CrowdedHost.Name(7);

    internal static int Run(string? folder, int processes, int namespaces)
    {
        using var host = new CrowdedHost(processes, namespaces);
        int inside = processes / namespaces;
        using NetworkNamespace target = host.Open(7);
        var scanner = new ProcessScanner();
        int count = scanner.Scan(new HostScanOptions { IncludeHolders = false }).Namespaces.Sum(ns => ns.ProcessIds.Count);
        var ways = new List<(string Name, Func<double> Measure)>
        {
            ("ip netns pids", () => Child("ip", "netns", "pids", s_name)),
            ("lsns -t net", () => Child("lsns", "-t", "net")),
            ("Bpf", () => Find(scanner, target, inside, ProcessScanBackend.Bpf)),
            ("NetnsId", () => Find(scanner, target, inside, ProcessScanBackend.NetnsId)),
            ("Proc", () => Find(scanner, target, inside, ProcessScanBackend.Proc)),
            ("Scan, no holders", () => Own(() => scanner.Scan(new HostScanOptions { IncludeHolders = false, IncludeThreads = false }))),
            ("Scan, threads", () => Own(() => scanner.Scan(new HostScanOptions { IncludeHolders = false }))),
        };
        if (folder is not null)
        {
            ways.Add(("C BPF", () => CBpf(Path.Join(folder, "bpfcold"))));
            ways.Add(("C nsid", () => C(folder, "nsid_b256", count)));
            ways.Add(("C stat", () => C(folder, "stat", count)));
        }

        Dictionary<string, double[]> times = Contest(ways);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} processes, {namespaces} namespaces; CPU time per process"));
        foreach ((string name, double[] values) in times)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-18} {values.Order().ElementAt(Rounds / 2) / count,9:0} ns  ({values.Min() / count:0} to {values.Max() / count:0})"));
        Tell(times, "Bpf", "C BPF", 1.10);
        Tell(times, "Bpf", "ip netns pids", 0.10);
        Tell(times, "NetnsId", "C nsid", 1.15);
        Tell(times, "NetnsId", "ip netns pids", 0.55);
        Tell(times, "Proc", "C stat", 1.10);
        Tell(times, "Scan, no holders", "lsns -t net", 0.01);
        Tell(times, "Scan, threads", "lsns -t net", 0.01);
        return 0;
    }

    private static Dictionary<string, double[]> Contest(List<(string Name, Func<double> Measure)> ways)
    {
        var times = ways.ToDictionary(way => way.Name, _ => new double[Rounds]);
        for (int round = -WarmUps; round < Rounds; round++)
        {
            for (int i = 0; i < ways.Count; i++)
            {
                (string name, Func<double> measure) = ways[(i + round + WarmUps) % ways.Count];
                double time = measure();
                if (round >= 0)
                    times[name][round] = time;
            }
        }

        return times;
    }

    private static void Tell(Dictionary<string, double[]> times, string mine, string others, double target)
    {
        if (!times.TryGetValue(others, out double[]? theirs))
            return;
        double[] ratios = [.. times[mine].Zip(theirs, (a, b) => a / b).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {mine} / {others}: {ratios[Rounds / 2]:0.000}, {ratios[Rounds / 4]:0.000} to {ratios[^(1 + (Rounds / 4))]:0.000} (to reach: {target})"));
    }

    private static double Find(ProcessScanner scanner, NetworkNamespace target, int inside, ProcessScanBackend backend) => Own(() =>
    {
        ProcessScan scan = scanner.FindProcesses(target, new ProcessScanOptions { Backend = backend });
        if (scan.ProcessIds.Count != inside)
            throw new InvalidOperationException($"{backend} found {scan.ProcessIds.Count}.");
    });

    /// <summary>The median of five, for a C program's is one of several too.</summary>
    private static double Own(Action action) => Enumerable.Range(0, 5).Select(_ =>
    {
        double start = CpuClock.OwnNanoseconds();
        action();
        return CpuClock.OwnNanoseconds() - start;
    }).Order().ElementAt(2);

    private static double Child(string program, params string[] arguments)
    {
        double start = CpuClock.ChildrenNanoseconds();
        Programs.Run(program, arguments);
        return CpuClock.ChildrenNanoseconds() - start;
    }

    /// <summary>It is in the kernel all the time: its wall time, the median of five.</summary>
    private static double CBpf(string program) => Enumerable.Range(0, 5).Select(_ => Number(Output(program, s_name, "1"), "iter")).Order().ElementAt(2) * 1000;

    private static double C(string folder, string variant, int count)
    {
        string line = Output(Path.Join(folder, "floor"), s_name, "5", $",{variant},").Split('\n').Single(l => l.StartsWith($"{variant} ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[6], CultureInfo.InvariantCulture) * count;
    }

    private static double Number(string text, string word)
    {
        string[] words = text.Split(' ');
        return double.Parse(words[Array.IndexOf(words, word) + 1], CultureInfo.InvariantCulture);
    }

    private static string Output(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }
}
