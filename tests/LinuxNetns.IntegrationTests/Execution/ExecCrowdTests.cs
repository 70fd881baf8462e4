using System.Diagnostics;

namespace LinuxNetns.IntegrationTests;

public sealed class ExecCrowdTests : ExecFixture
{
    [Fact]
    public async Task Fifty_at_once_in_five_namespaces_each_see_their_own()
    {
        NetworkNamespace[] namespaces = [.. Enumerable.Range(0, 5).Select(i => Test.Registry.Add($"lnx-exec-{i}"))];
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
            {
                NetworkNamespace one = namespaces[i % 5];
                CommandResult result = await one.ExecAsync("sh", ["-c", $"readlink /proc/self/ns/net; ls /sys/class/net | wc -l; exit {i}"], cancellationToken: Token);
                Assert.Equal((i, $"net:[{one.Id.Inode}]\n1\n"), (result.ExitCode, result.StandardOutput));
            }, Token)));
        }
        finally
        {
            foreach (NetworkNamespace one in namespaces)
                one.Dispose();
        }
    }

    [Fact]
    public async Task The_runtimes_own_processes_are_waited_for_by_it_and_ours_by_us()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            int code = i + 1;
            if (i % 2 == 0)
            {
                using Process process = Process.Start("sh", ["-c", $"exit {code}"]);
                await process.WaitForExitAsync(Token);
                Assert.Equal(code, process.ExitCode);
            }
            else
            {
                Assert.Equal(code, (await Run($"exit {code}")).ExitCode);
            }
        }, Token)));
    }

    [Theory]
    [InlineData("exec")]
    [InlineData("user")]
    [InlineData("create")]
    [InlineData("links")]
    [InlineData("crowd")]
    public async Task A_cold_process_leaves_no_thread_in_a_namespace(string operation)
    {
        if (operation == "user")
            RequireOtherUsers();
        SandboxResult result = await RunHost("cold", Test.RunDirectory, Test.Options.EtcDirectory, operation);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches("^threads [0-9]+ stray 0$", lines[^1]);
        if (operation is "exec" or "crowd")
            Assert.Equal($"net:[{Namespace.Id.Inode}]", lines[0]);
    }

    [Fact]
    public async Task Two_hundred_runs_leave_no_descriptor_no_zombie_and_no_thread()
    {
        SandboxResult result = await RunHost("leak", Test.RunDirectory, Test.Options.EtcDirectory, "200");

        Assert.Equal((0, "descriptors 0 zombies 0\n", ""), (result.ExitCode, result.Output, result.Error));
    }
}
