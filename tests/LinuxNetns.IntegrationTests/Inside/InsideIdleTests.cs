namespace LinuxNetns.IntegrationTests.Inside;

/// <summary>All that <see cref="InsideProofTests"/> does one by one, twice in one process.</summary>
public sealed class InsideIdleTests
{
    /// <summary>As packages set it, and with the opt-out: idle pool threads end after 20 seconds, and others are born when somebody inside needs them.</summary>
    [Theory]
    [InlineData("-1", "no")]
    [InlineData("0", "yes")]
    public async Task The_same_again_after_the_pool_has_been_idle(string threadsToKeepAlive, string ended)
    {
        TestPrivilege.Require();
        var environment = new Dictionary<string, string> { ["DOTNET_ThreadPool_ThreadsToKeepAlive"] = threadsToKeepAlive };

        SandboxResult result = await ExecFixture.RunHost(environment, "inside-twice", "/nonexistent", "/nonexistent", "25");

        Assert.True(result.ExitCode == 0 && result.Output == $"pool threads ended {ended}\n{InsideProofTests.Clean}", $"{result.Output}{result.Error}");
    }
}
