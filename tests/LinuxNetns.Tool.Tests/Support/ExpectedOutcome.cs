namespace LinuxNetns.Tool.Tests;

/// <summary>What a command line should print and return; null where it does not matter.</summary>
internal sealed record ExpectedOutcome(string? Output, string? Error, string? ExitCode)
{
    internal void AssertMatches(CommandOutcome actual, string who)
    {
        string context = $"{who}: {actual}";
        Assert.True(Output is null || Output == actual.Output, context);
        Assert.True(Error is null || Error == actual.Error, context);
        Assert.True(ExitCode is null || ExitCode == actual.ExitCode, context);
    }
}
