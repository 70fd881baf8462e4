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
    public async Task Capabilities_go_with_the_user()
    {
        RequireOtherUsers();

        Assert.Equal("CapEff:\t0000000000000000", await Shell("grep CapEff /proc/self/status", new ExecOptions { User = "nobody" }));
    }

    [Fact]
    public async Task Ambient_capabilities_are_not_handed_to_another_user()
    {
        RequireOtherUsers();
        TestPrivilege.RequireProgram("setpriv");
        string copy = Directory.CreateTempSubdirectory("lnx-ambient-").FullName;
        try
        {
            // Where everybody may read it, as a service would be.
            foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory))
                File.Copy(file, Path.Join(copy, Path.GetFileName(file)));
            File.SetUnixFileMode(copy, (UnixFileMode)0b111_101_101);
            const string capabilities = "+sys_admin,+setuid,+setgid";
            SandboxResult result = TestSandbox.Run($$"""
                cd /; export HOME=/tmp DOTNET_EnableDiagnostics=0
                setpriv --reuid 12345 --regid 12345 --clear-groups --inh-caps {{capabilities}} --ambient-caps {{capabilities}} \
                    dotnet {{copy}}/LinuxNetns.TestHost.dll ambient /run/none /etc/none
                """);

            Assert.Equal("mine: True\nits own: 0000000000000000\n", result.Output);
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    [Theory]
    [InlineData("nobody", null)]
    [InlineData(null, "54321")]
    public async Task This_process_stays_dumpable(string? user, string? group)
    {
        RequireOtherUsers();
        const int dumpable = 1;
        Until(dumpable);

        _ = await Shell("true", new ExecOptions { User = user, Group = group });

        Until(dumpable);

        // Other tests start commands as others meanwhile, and while one starts it must not be.
        static void Until(int expected) => Assert.True(SpinWait.SpinUntil(() => Interop.Prctl(Interop.PR_GET_DUMPABLE, 0, 0, 0, 0) == expected, TimeSpan.FromSeconds(20)));
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
