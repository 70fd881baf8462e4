namespace LinuxNetns.IntegrationTests;

/// <summary>What a script left behind: its exit code and what it printed.</summary>
internal sealed record SandboxResult(int ExitCode, string Output, string Error);
