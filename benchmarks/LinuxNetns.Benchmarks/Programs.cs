using System.Diagnostics;

namespace LinuxNetns.Benchmarks;

/// <summary>Runs a program as a script would, its output thrown away.</summary>
internal static class Programs
{
    internal static void Run(string fileName, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(fileName, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }
}
