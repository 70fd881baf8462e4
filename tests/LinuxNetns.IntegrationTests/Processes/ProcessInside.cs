using System.Diagnostics;
using System.Globalization;

namespace LinuxNetns.IntegrationTests;

/// <summary>A program started inside a namespace by a command that replaces itself, such as nsenter(1), ended with the test.</summary>
internal sealed class ProcessInside : IDisposable
{
    private readonly Process _process;

    private ProcessInside(Process process) => _process = process;

    internal int Id => _process.Id;

    /// <summary>A shell that waits, in the namespace of an open handle.</summary>
    internal static ProcessInside Wait(NetworkNamespace ns) => Start(["nsenter", $"--net={PathOf(ns)}", "sh", "-c", "echo ready; read end"]);

    /// <summary>The path of an open handle, for another process.</summary>
    internal static string PathOf(NetworkNamespace ns) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{ns.Handle.DangerousGetHandle()}");

    /// <summary>A command that says a line once it is where it should be, and then waits for its standard input to end.</summary>
    internal static ProcessInside Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (string word in command[1..])
            start.ArgumentList.Add(word);
        Process process = Process.Start(start)!;
        var inside = new ProcessInside(process);
        string? line = process.StandardOutput.ReadLine();
        if (line == "ready")
            return inside;
        inside.Dispose();
        throw new InvalidOperationException($"{string.Join(' ', command)} did not start: {line}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
