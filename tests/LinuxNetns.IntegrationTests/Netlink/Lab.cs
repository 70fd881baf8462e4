using System.Diagnostics;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>A nameless network namespace for one test, and <c>ip</c> inside it, to make what the library cannot make yet and to see what it did.</summary>
internal sealed class Lab : IDisposable
{
    internal Lab()
    {
        TestPrivilege.Require();
        Namespace = NetworkNamespace.CreateAnonymous();
    }

    internal NetworkNamespace Namespace { get; }

    /// <summary>Runs <c>ip</c> in the namespace; a failure fails the test.</summary>
    internal string Ip(string arguments, string? input = null)
    {
        (int exitCode, string output, string errors) = Run($"ip {arguments}", input);
        Assert.True(exitCode == 0, $"ip {arguments}: {errors}");
        return output;
    }

    /// <summary>As <see cref="Ip"/>; the complaint of a failure, and nothing of a success.</summary>
    internal string TryIp(string arguments)
    {
        (int exitCode, _, string errors) = Run($"ip {arguments}", input: null);
        return exitCode == 0 ? "" : $"{errors} ";
    }

    /// <summary>Runs <c>bridge</c> in the namespace; a failure fails the test.</summary>
    internal string Bridge(string arguments)
    {
        TestPrivilege.RequireProgram("bridge");
        (int exitCode, string output, string errors) = Run($"bridge {arguments}", input: null);
        Assert.True(exitCode == 0, $"bridge {arguments}: {errors}");
        return output;
    }

    /// <summary>Starts a program in the namespace that goes on until it is killed.</summary>
    internal Process Start(string program, string arguments)
    {
        TestPrivilege.RequireProgram(program);
        TestPrivilege.RequireProgram("nsenter");
        string path = $"/proc/{Environment.ProcessId}/fd/{Namespace.Handle.DangerousGetHandle()}";
        return Process.Start(new ProcessStartInfo("nsenter", $"--net={path} {program} {arguments}") { RedirectStandardOutput = true })!;
    }

    private (int ExitCode, string Output, string Errors) Run(string command, string? input)
    {
        TestPrivilege.RequireProgram("ip");
        TestPrivilege.RequireProgram("nsenter");
        string path = $"/proc/{Environment.ProcessId}/fd/{Namespace.Handle.DangerousGetHandle()}";
        using Process process = Process.Start(new ProcessStartInfo("nsenter", $"--net={path} {command}")
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    public void Dispose() => Namespace.Dispose();
}
