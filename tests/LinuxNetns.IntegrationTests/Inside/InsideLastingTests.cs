namespace LinuxNetns.IntegrationTests.Inside;

/// <summary>Processes that go in and out for a while, or very often. LINUXNETNS_LOAD_SECONDS makes the while longer.</summary>
public sealed class InsideLastingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    public async Task Random_work_for_a_while_with_so_many_pool_threads(int threads)
    {
        TestPrivilege.Require();
        string seconds = Environment.GetEnvironmentVariable("LINUXNETNS_LOAD_SECONDS") ?? "5";
        // The runtime reads these as hexadecimal numbers.
        var environment = new Dictionary<string, string> { ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = $"{threads:x}", ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = $"{threads:x}" };

        SandboxResult result = await ExecFixture.RunHost(environment, "inside-stress", "/nonexistent", "/nonexistent", seconds);

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Matches("^steps [1-9][0-9]+ checked [1-9][0-9]{2,} outside 0 unrelated [1-9][0-9]{2,} wrong 0 stray 0\n$", result.Output);
        TestContext.Current.TestOutputHelper?.WriteLine(result.Output);
    }

    /// <summary>Memory in KiB: the allocator may keep some, but nothing for each of them.</summary>
    [Fact]
    public async Task A_hundred_thousand_times_nothing_grows()
    {
        TestPrivilege.Require();

        SandboxResult result = await ExecFixture.RunHost("inside-cycles", "/nonexistent", "/nonexistent", "100000");

        Assert.True(result.ExitCode == 0, result.Error);
        string[] words = result.Output.Split(' ', '\n');
        Assert.Equal(("descriptors", "threads", "managed", "resident"), (words[0], words[2], words[4], words[6]));
        int[] grown = [.. new[] { 1, 3, 5, 7 }.Select(i => int.Parse(words[i], System.Globalization.CultureInfo.InvariantCulture))];
        Assert.True(grown[0] <= 1 && grown[1] <= 0 && grown[2] < 1024 && grown[3] < 32 * 1024, result.Output + result.Error);
    }
}
