using System.Diagnostics;
using System.Globalization;

namespace LinuxNetns.IntegrationTests;

/// <summary>Runs a shell script in mount and network namespaces of its own, with an empty /run and /etc/netns: whatever ip does there, the machine does not see, and it goes with the script.</summary>
internal static class TestSandbox
{
    private const string Prologue = """
        set -e
        mount -t tmpfs none /run
        if [ -d /etc/netns ] || mkdir /etc/netns 2>/dev/null; then mount -t tmpfs none /etc/netns; fi
        set +e

        """;

    internal static SandboxResult Run(string script, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("unshare") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string timeout = TestTimeout.Seconds(120).ToString(CultureInfo.InvariantCulture);
        foreach (string argument in (string[])["--mount", "--net", "--propagation", "private", "timeout", "-k", "5", timeout, "bash", "-c", Prologue + script])
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new SandboxResult(process.ExitCode, output, error.Result);
    }
}
