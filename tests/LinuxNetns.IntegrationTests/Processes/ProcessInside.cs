using System.Diagnostics;
using System.Globalization;

namespace LinuxNetns.IntegrationTests;

/// <summary>A program started inside a namespace by nsenter(1), ended with the test.</summary>
internal sealed class ProcessInside : IDisposable
{
    private readonly Process _process;

    private ProcessInside(Process process) => _process = process;

    internal int Id => _process.Id;

    /// <summary>sleep(1), in the namespace of a file.</summary>
    internal static ProcessInside Sleep(string path) => Start(["nsenter", $"--net={path}", "echo-then-sleep"]);

    /// <summary>sleep(1), in the namespace of an open handle.</summary>
    internal static ProcessInside Sleep(NetworkNamespace ns) =>
        Sleep(string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{ns.Handle.DangerousGetHandle()}"));

    /// <summary>A command that says a line once it is where it should be, and then waits for its standard input to end.</summary>
    internal static ProcessInside Start(string[] command)
    {
        // The shell replaces itself, so the process is the one that was started.
        string[] words = command is [.., "echo-then-sleep"] ? [.. command[..^1], "sh", "-c", "echo ready; read end"] : command;
        var start = new ProcessStartInfo(words[0]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (string word in words[1..])
            start.ArgumentList.Add(word);
        Process process = Process.Start(start)!;
        var inside = new ProcessInside(process);
        string? line = process.StandardOutput.ReadLine();
        if (line == "ready")
            return inside;
        inside.Dispose();
        throw new InvalidOperationException($"{string.Join(' ', words)} did not start: {line}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
