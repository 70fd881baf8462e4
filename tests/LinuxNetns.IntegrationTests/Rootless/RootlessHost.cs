using System.Diagnostics;

namespace LinuxNetns.IntegrationTests.Rootless;

/// <summary>Runs scenarios of LinuxNetns.TestHost without privilege: as another user, and where there is none (in a user namespace) as one of a further user namespace.</summary>
public sealed class RootlessHost : IDisposable
{
    private static readonly string[] s_files = ["LinuxNetns*.dll", "LinuxNetns.TestHost.*json"];
    private readonly string _directory = Directory.CreateTempSubdirectory("lnx-rootless-").FullName;

    public RootlessHost()
    {
        // Where everybody may read it.
        foreach (string file in s_files.SelectMany(pattern => Directory.EnumerateFiles(AppContext.BaseDirectory, pattern)))
            File.Copy(file, Path.Join(_directory, Path.GetFileName(file)));
        File.SetUnixFileMode(_directory, (UnixFileMode)0b111_101_101);
    }

    /// <summary>Root without capabilities.</summary>
    internal const string BareRoot = "setpriv --inh-caps=-all --bounding-set=-all";

    /// <summary>Somebody else.</summary>
    private static string User => UserNamespace.IsNested() ? "unshare --user --map-user=1000 --map-group=1000" : $"{BareRoot} --reuid 65534 --regid 65534 --clear-groups";

    /// <summary>The words that run a scenario, for a shell.</summary>
    internal string Command(string scenario, string? user = null) =>
        $"{user ?? User} env HOME=/tmp DOTNET_EnableDiagnostics=0 dotnet {_directory}/LinuxNetns.TestHost.dll rootless /nonexistent /nonexistent {scenario}";

    internal string[] Lines(string scenario) => Run(Command(scenario), exitCode: 0).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static string Run(string command, int exitCode)
    {
        using Process process = Start($"cd /; timeout -k 5 {TestTimeout.Seconds(120)} {command}");
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == exitCode, $"{process.ExitCode}: {output}{error.Result}");
        return output.Trim();
    }

    internal static Process Start(string script)
    {
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(script);
        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
