namespace LinuxNetns.IntegrationTests;

public sealed class ExecIdentityTests : ExecFixture
{
    [Fact]
    public async Task Variables_are_added_changed_and_removed()
    {
        var options = new ExecOptions { Environment = new Dictionary<string, string?> { ["LNX_NEW"] = "a b=c", ["PATH"] = Environment.GetEnvironmentVariable("PATH"), ["HOME"] = null } };

        Assert.Equal("a b=c/unset", await Shell("echo \"$LNX_NEW/${HOME-unset}\"", options));
        options.ClearEnvironment = true;
        Assert.Equal($"LNX_NEW=a b=c\nPATH={Environment.GetEnvironmentVariable("PATH")}",
            (await Namespace.ExecAsync("env", options: options, cancellationToken: Token)).StandardOutput.Trim());
    }

    [Fact]
    public async Task The_working_directory_is_the_commands_alone()
    {
        string here = Environment.CurrentDirectory;

        Assert.Equal("/usr", await Shell("pwd", new ExecOptions { WorkingDirectory = "/usr" }));
        Assert.Equal("/usr", await Shell("pwd", new ExecOptions { WorkingDirectory = "/usr", Sysfs = SysfsMode.None }));
        Assert.Equal("/usr", (await Namespace.ExecAsync("./pwd", options: new ExecOptions { WorkingDirectory = "/usr/bin/../bin" }, cancellationToken: Token)).StandardOutput.Trim()[..4]);
        Assert.Equal(here, await Shell("pwd"));
        Assert.Equal(here, Environment.CurrentDirectory);
    }

    [Fact]
    public async Task A_directory_that_the_binds_should_bring_and_do_not_is_a_failed_set_up()
    {
        string directory = Path.GetDirectoryName(WriteEtc("file", ""))!;
        var options = new ExecOptions { WorkingDirectory = directory + "/none", Binds = [new BindMount("/usr", directory)] };

        NetworkNamespaceException e = await Assert.ThrowsAsync<NetworkNamespaceException>(() => Run("true", options));

        Assert.Equal(("chdir", directory + "/none"), (e.Operation, e.Path));
        options.WorkingDirectory = directory + "/bin";
        Assert.Equal(directory + "/bin", await Shell("pwd -L", options));
    }

    [Fact]
    public async Task A_command_runs_as_another_user_with_that_users_groups_and_home()
    {
        RequireOtherUsers();
        string expected = Sandbox("id -u nobody; id -g nobody; id -G nobody | tr ' ' '\\n' | sort -n | tr '\\n' ' '");
        const string show = "id -u; id -g; id -G | tr ' ' '\\n' | sort -n | tr '\\n' ' '";

        Assert.Equal(expected, await Shell(show, new ExecOptions { User = "nobody" }));
        Assert.Equal(expected, await Shell(show, new ExecOptions { User = expected.Split('\n')[0] }));
        Assert.Equal("nobody nobody", await Shell("echo $USER $LOGNAME", new ExecOptions { User = "nobody" }));
        Assert.Equal("0", await Shell("id -u"));
    }

    [Fact]
    public async Task Becoming_oneself_takes_no_privilege()
    {
        Assert.Equal("0 root /root", await Shell("echo $(id -u) $USER $HOME", new ExecOptions { User = "root", ClearEnvironment = true }));
    }

    [Fact]
    public async Task A_group_replaces_the_primary_one()
    {
        RequireOtherUsers();

        Assert.Equal("12345 54321 54321", await Shell("echo $(id -u) $(id -g) $(id -G)", new ExecOptions { User = "12345", Group = "54321" }));
        Assert.Equal("0 54321", await Shell("echo $(id -u) $(id -g)", new ExecOptions { Group = "54321" }));
    }

    [Fact]
    public async Task Capabilities_go_with_the_user_and_this_process_stays_dumpable()
    {
        RequireOtherUsers();
        int before = Interop.Prctl(Interop.PR_GET_DUMPABLE, 0, 0, 0, 0);

        Assert.Equal("CapEff:\t0000000000000000", await Shell("grep CapEff /proc/self/status", new ExecOptions { User = "nobody" }));

        Assert.Equal(before, Interop.Prctl(Interop.PR_GET_DUMPABLE, 0, 0, 0, 0));
    }

    [Fact]
    public async Task A_user_cannot_execute_what_is_not_for_it()
    {
        RequireOtherUsers();
        string path = WriteEtc("script", "#!/bin/sh\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        CommandNotStartedException e = await Assert.ThrowsAsync<CommandNotStartedException>(
            () => Namespace.ExecAsync(path, options: new ExecOptions { User = "nobody", WorkingDirectory = "/" }, cancellationToken: Token));

        Assert.Equal(NamespaceError.NotPermitted, e.Reason);
    }

    private static string Sandbox(string script) => TestSandbox.Run(script).Output.Trim();
}
