namespace LinuxNetns.Tool.Tests;

/// <summary>What a command line printed and returned.</summary>
internal sealed record CommandOutcome(string Output, string Error, string ExitCode);
