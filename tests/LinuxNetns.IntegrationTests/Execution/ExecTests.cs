using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

public sealed class ExecTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private readonly TestRegistry? _test;
    private readonly NetworkNamespace _namespace = null!;

    public ExecTests()
    {
        TestPrivilege.Require();
        _test = new TestRegistry();
        _namespace = _test.Registry.Add("lnx-exec");
    }

    public void Dispose()
    {
        _namespace?.Dispose();
        _test?.Dispose();
    }

    [Fact]
    public async Task A_command_runs_inside_the_namespace_and_the_caller_stays_outside()
    {
        string before = File.ResolveLinkTarget("/proc/thread-self/ns/net", returnFinalTarget: false)!.Name;

        string inside = (await Shell("readlink /proc/self/ns/net")).StandardOutput.Trim();

        Assert.Equal($"net:[{_namespace.Id.Inode}]", inside);
        Assert.Equal(before, File.ResolveLinkTarget("/proc/thread-self/ns/net", returnFinalTarget: false)!.Name);
    }

    [Fact]
    public async Task Sys_shows_the_devices_of_the_namespace()
    {
        Assert.Equal("lo", (await Shell("ls /sys/class/net")).StandardOutput.Trim());
    }

    [Theory]
    [InlineData("exit 0", 0, null)]
    [InlineData("exit 3", 3, null)]
    [InlineData("kill -9 $$", null, 9)]
    [InlineData("kill -TERM $$", null, 15)]
    public async Task The_end_of_the_command_is_reported(string script, int? exitCode, int? signal)
    {
        CommandResult result = await _namespace.ExecAsync("sh", ["-c", script], cancellationToken: Token);

        Assert.Equal((exitCode, signal, false), (result.ExitCode, result.Signal, result.TimedOut));
    }

    [Fact]
    public async Task A_command_that_is_not_there_is_not_started()
    {
        CommandNotStartedException e = await Assert.ThrowsAsync<CommandNotStartedException>(() => _namespace.ExecAsync("/nonexistent/program", cancellationToken: Token));

        Assert.Equal((Errno.ENOENT, "/nonexistent/program", NamespaceError.NotFound), (e.Errno, e.Path, e.Reason));
    }

    private async Task<CommandResult> Shell(string script, ExecOptions? options = null) =>
        (await _namespace.ExecAsync("sh", ["-c", script], options, Token)).EnsureSuccess();
}
