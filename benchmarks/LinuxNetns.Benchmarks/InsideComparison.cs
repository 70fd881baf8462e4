using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace LinuxNetns.Benchmarks;

/// <summary>Ways in, beside a C program that makes the same system calls: it takes the namespace's path and prints "pair NANOSECONDS" and "socket NANOSECONDS".</summary>
internal static class InsideComparison
{
    private const int Rounds = 7;
    private const int Operations = 5_000;

    internal static int Run(string? floor)
    {
        using var ns = NetworkNamespace.CreateAnonymous();
        ns.Enter().Dispose();
        ns.Run(() => 0);
        string path = $"/proc/{Environment.ProcessId}/fd/{ns.Handle.DangerousGetHandle()}";
        // Interleaved, and the best of each: what else runs on the machine only adds.
        var best = new SortedDictionary<string, double>(StringComparer.Ordinal);
        for (int i = 0; i < Rounds; i++)
        {
            if (floor is not null)
                ReadFloor(floor, path, best);
            Measure(best, "CreateSocket", () => ns.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).Dispose());
            Measure(best, "socket at home", () => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).Dispose());
            Measure(best, "Enter and leave", () => ns.Enter().Dispose());
            Measure(best, "Run", () => ns.Run(() => 0));
            MeasureAsync(best, "await at home").GetAwaiter().GetResult();
            ns.RunAsync(() => MeasureAsync(best, "await inside")).GetAwaiter().GetResult();
        }

        foreach ((string name, double nanoseconds) in best)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} {nanoseconds,10:F0} ns"));
        return 0;
    }

    private static void Measure(SortedDictionary<string, double> best, string name, Action operation)
    {
        // On a thread that nothing flows to, as at the bottom of a program.
        var thread = new Thread(() =>
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Operations; i++)
                operation();
            Keep(best, name, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Operations);
        });
        thread.UnsafeStart();
        thread.Join();
    }

    private static async Task MeasureAsync(SortedDictionary<string, double> best, string name)
    {
        await Task.Yield();
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Operations; i++)
            await Task.Yield();
        Keep(best, name, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Operations);
    }

    private static void ReadFloor(string floor, string path, SortedDictionary<string, double> best)
    {
        using Process process = Process.Start(new ProcessStartInfo(floor, path) { RedirectStandardOutput = true })!;
        foreach (string line in process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            Keep(best, $"C {words[0]}", double.Parse(words[1], CultureInfo.InvariantCulture));
        }

        process.WaitForExit();
    }

    private static void Keep(SortedDictionary<string, double> best, string name, double value) => best[name] = Math.Min(value, best.GetValueOrDefault(name, double.MaxValue));
}
