using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

public sealed class ExecResultTests : ExecFixture
{
    [Theory]
    [InlineData("exit 0", 0, null)]
    [InlineData("exit 3", 3, null)]
    [InlineData("exit 255", 255, null)]
    [InlineData("kill -9 $$", null, 9)]
    [InlineData("kill -TERM $$", null, 15)]
    [InlineData("kill -PIPE $$", null, 13)]
    public async Task The_end_of_the_command_is_reported(string script, int? exitCode, int? signal)
    {
        CommandResult result = await Run(script);

        Assert.Equal((exitCode, signal, false), (result.ExitCode, result.Signal, result.TimedOut));
        Assert.Equal(exitCode == 0, result.IsSuccess);
    }

    [Fact]
    public async Task Output_and_errors_are_kept_apart()
    {
        CommandResult result = await Run("echo one; echo two >&2; exit 4");

        Assert.Equal(("one\n", "two\n"), (result.StandardOutput, result.StandardError));
        CommandFailedException e = Assert.Throws<CommandFailedException>(result.EnsureSuccess);
        Assert.Equal("\"sh\" ended with exit code 4: two", e.Message);
        Assert.Same(result, e.Result);
    }

    [Fact]
    public async Task A_command_that_is_not_there_is_not_started()
    {
        foreach (string name in (string[])["/nonexistent/program", "lnx-no-such-program"])
        {
            CommandNotStartedException e = await Assert.ThrowsAsync<CommandNotStartedException>(() => Namespace.ExecAsync(name, cancellationToken: Token));
            Assert.Equal((Errno.ENOENT, name, NamespaceError.NotFound), (e.Errno, e.Path, e.Reason));
        }
    }

    [Fact]
    public async Task A_file_that_is_not_executable_is_not_started()
    {
        string path = WriteEtc("script", "#!/bin/sh\n");

        CommandNotStartedException e = await Assert.ThrowsAsync<CommandNotStartedException>(() => Namespace.ExecAsync(path, cancellationToken: Token));

        Assert.Equal((Errno.EACCES, NamespaceError.NotPermitted), (e.Errno, e.Reason));
    }

    [Fact]
    public async Task A_file_that_is_no_program_is_not_started()
    {
        string path = WriteEtc("script", "echo no interpreter\n");
        File.SetUnixFileMode(path, (UnixFileMode)0x1ed);

        CommandNotStartedException e = await Assert.ThrowsAsync<CommandNotStartedException>(() => Namespace.ExecAsync(path, cancellationToken: Token));

        Assert.Equal(Errno.ENOEXEC, e.Errno);
    }

    [Fact]
    public async Task One_that_may_not_be_executed_does_not_hide_one_further_down_the_path()
    {
        WriteEtc("first/lnx-program", "#!/bin/sh\necho wrong\n");
        string good = WriteEtc("second/lnx-program", "#!/bin/sh\necho right\n");
        File.SetUnixFileMode(good, (UnixFileMode)0x1ed);
        string root = Path.Join(Test.Options.EtcDirectory, "lnx-exec");
        var options = new ExecOptions { BindEtc = false, Environment = new Dictionary<string, string?> { ["PATH"] = $"{root}/none:{root}/first:{root}/second:/bin" } };

        Assert.Equal("right\n", (await Namespace.ExecAsync("lnx-program", options: options, cancellationToken: Token)).StandardOutput);
        options.Environment = new Dictionary<string, string?> { ["PATH"] = $"{root}/first:{root}/none" };
        CommandNotStartedException e = await Assert.ThrowsAsync<CommandNotStartedException>(() => Namespace.ExecAsync("lnx-program", options: options, cancellationToken: Token));
        Assert.Equal(Errno.EACCES, e.Errno);
    }

    [Fact]
    public async Task A_set_up_that_fails_is_neither_and_starts_nothing()
    {
        string marker = Path.Join(Path.GetDirectoryName(Test.RunDirectory), "started");
        var options = new ExecOptions { Binds = [new BindMount("/etc", "/nonexistent/target")] };

        NetworkNamespaceException e = await Assert.ThrowsAsync<NetworkNamespaceException>(() => Namespace.ExecAsync("touch", [marker], options, Token));

        Assert.Equal(("mount --bind \"/etc\"", "/nonexistent/target", Errno.ENOENT), (e.Operation, e.Path, e.Errno));
        Assert.False(File.Exists(marker));
    }

    [Fact]
    public async Task Every_namespace_of_a_registry_gets_its_result()
    {
        using NetworkNamespace other = Test.Registry.Add("lnx-other");
        File.WriteAllText(Test.PathOf("lnx-placeholder"), "");

        IReadOnlyList<NamespaceExecResult> results = await Test.Registry.ExecAllAsync("readlink", ["/proc/self/ns/net"], cancellationToken: Token);
        IReadOnlyList<NamespaceExecResult> missing = await Test.Registry.ExecAllAsync("/nonexistent", cancellationToken: Token);

        Assert.Equal([("lnx-exec", $"net:[{Namespace.Id.Inode}]\n"), ("lnx-other", $"net:[{other.Id.Inode}]\n")],
            results.Select(r => (r.Name, r.Result!.StandardOutput)).OrderBy(r => r.Name, StringComparer.Ordinal));
        Assert.Equal(2, missing.Count);
        Assert.All(missing, r => Assert.IsType<CommandNotStartedException>(r.Error));
    }
}
