namespace LinuxNetns.IntegrationTests.Inside;

/// <summary>Processes with a cold pool: one way in, one kind of work, and everything else in the process judged by the kernel.</summary>
public sealed class InsideProofTests
{
    internal const string Clean = "inside yes outside 0 wrong 0 unrelated yes stray 0\n";

    private static readonly string[] s_ways = ["enter", "runasync", "run", "nested"];

    private static readonly string[] s_works =
    [
        "yield", "delay", "configureawait", "file", "socket", "dns", "timer", "process", "taskrun", "parallel", "http", "channel", "iterator", "valuetask", "longrunning", "finalizer", "exception",
        "cancellation", "events", "kestrel", "growth",
    ];

    public static TheoryData<string, string> Combinations
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (string way in s_ways)
            {
                foreach (string work in s_works)
                    all.Add(way, work);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public async Task Nothing_else_is_moved_and_no_thread_is_left(string way, string work)
    {
        TestPrivilege.Require();

        SandboxResult result = await ExecFixture.RunHost("inside", "/nonexistent", "/nonexistent", way, work);

        Assert.True(result is { ExitCode: 0, Output: Clean }, $"{result.Output}{result.Error}");
    }

    /// <summary>With the guard none is away; without it some are, and the audit says of each that it is, and runs code there.</summary>
    [Theory]
    [InlineData("guarded", "none")]
    [InlineData("unguarded", "some")]
    public async Task Pool_threads_that_are_born_inside_are_brought_home_or_told(string guard, string wrong)
    {
        TestPrivilege.Require();

        SandboxResult result = await ExecFixture.RunHost("inside-crowd", "/nonexistent", "/nonexistent", guard);

        Assert.True(result is { ExitCode: 0 } && result.Output == $"wrong {wrong} told all at home 0\n", $"{result.Output}{result.Error}");
    }
}
