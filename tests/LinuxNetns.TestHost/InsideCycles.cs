using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace LinuxNetns.TestHost;

/// <summary>Each way in very often: what has grown?</summary>
internal sealed class InsideCycles
{
    private const int Warm = 10_000;
    private const int Waves = 4;
    private const int Looks = 50;

    private readonly NetworkNamespace _red = NetworkNamespace.CreateAnonymous();

    internal void Run(int cycles)
    {
        Go(Warm);
        (string[] descriptors, int threads, long managed, long resident) before = Measure();
        // In waves: what grows by a little each time grows by the number of times.
        for (int i = 0; i < Waves; i++)
            Go(cycles / Waves);
        (string[] descriptors, int threads, long managed, long resident) after = Measure();
        // The runtime has a pipe open for each thread that is just starting: what has grown stays.
        for (int i = 0; i < Looks && after.descriptors.Length > before.descriptors.Length; i++)
        {
            Thread.Sleep(100);
            after = Measure();
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"descriptors {after.descriptors.Length - before.descriptors.Length} threads {after.threads - before.threads} managed {(after.managed - before.managed) / 1024} resident {(after.resident - before.resident) / 1024}"));
        Console.Error.WriteLine($"new: {string.Join(' ', after.descriptors.Except(before.descriptors))}; gone: {string.Join(' ', before.descriptors.Except(after.descriptors))}");
        _red.Dispose();
    }

    private void Go(int cycles)
    {
        for (int i = 0; i < cycles; i++)
        {
            _red.Enter().Dispose();
            _red.Run(static () => 0);
            _red.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).Dispose();
        }
    }

    /// <summary>Descriptors and threads of what is counted here: files that the runtime reads, its pool and its compiler come and go. Bytes.</summary>
    private static (string[] Descriptors, int Threads, long Managed, long Resident) Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        int threads = Directory.GetDirectories("/proc/self/task").Select(static task => ProcText.Text(task, "comm")).Count(static name => name.Length > 0 && !name.StartsWith(".NET ", StringComparison.Ordinal));
        string[] descriptors = [.. Directory.GetFileSystemEntries("/proc/self/fd").Select(static link => $"{Path.GetFileName(link)} {new FileInfo(link).LinkTarget ?? "/"}").Where(static line => !line.Contains('/'))];
        return (descriptors, threads, GC.GetTotalMemory(forceFullCollection: true), Process.GetCurrentProcess().WorkingSet64);
    }
}
