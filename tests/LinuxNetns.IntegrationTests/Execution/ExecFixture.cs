using System.Diagnostics;

namespace LinuxNetns.IntegrationTests;

/// <summary>A namespace with a name, in a registry of its own, for commands.</summary>
public abstract class ExecFixture : IDisposable
{
    protected ExecFixture()
    {
        TestPrivilege.Require();
        Test = new TestRegistry();
        Namespace = Test.Registry.Add("lnx-exec");
    }

    internal TestRegistry Test { get; }

    internal NetworkNamespace Namespace { get; }

    internal static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Namespace.Dispose();
        Test.Dispose();
    }

    /// <summary>What a script prints that succeeds.</summary>
    internal async Task<string> Shell(string script, ExecOptions? options = null) =>
        (await Namespace.ExecAsync("sh", ["-c", script], options, Token)).EnsureSuccess().StandardOutput.Trim();

    internal Task<CommandResult> Run(string script, ExecOptions? options = null) => Namespace.ExecAsync("sh", ["-c", script], options, Token);

    /// <summary>Makes a file of /etc/netns/NAME.</summary>
    internal string WriteEtc(string file, string text)
    {
        string path = Path.Join(Test.Options.EtcDirectory, "lnx-exec", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a scenario of LinuxNetns.TestHost in a process of its own.</summary>
    internal static Task<SandboxResult> RunHost(params string[] arguments) => RunHost(environment: [], arguments);

    internal static async Task<SandboxResult> RunHost(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("timeout") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])["-k", "5", $"{TestTimeout.Seconds(300)}", "dotnet", HostPath, .. arguments])
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(Token);
        string output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return new SandboxResult(process.ExitCode, output, await error);
    }

    internal static void RequireOtherUsers() =>
        TestPrivilege.Require(UserNamespace.IsNested() ? "other users are not mapped into this user namespace" : null);

    internal static string HostPath => Path.Join(AppContext.BaseDirectory, "LinuxNetns.TestHost.dll");
}
