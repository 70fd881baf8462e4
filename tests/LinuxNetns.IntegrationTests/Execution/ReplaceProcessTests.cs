namespace LinuxNetns.IntegrationTests;

public sealed class ReplaceProcessTests : ExecFixture
{
    [Fact]
    public async Task The_process_becomes_the_command_inside()
    {
        WriteEtc("hosts", "10.9.8.7 lnx-inside\n");

        SandboxResult result = await Replace("sh", "-c", "readlink /proc/self/ns/net; ls /sys/class/net; cat /etc/hosts; ps -o ppid= -p $$ >&2; exit 7");

        Assert.Equal((7, $"net:[{Namespace.Id.Inode}]\nlo\n10.9.8.7 lnx-inside\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task It_has_one_thread_and_no_signal_that_the_runtime_ignored()
    {
        SandboxResult result = await Replace("grep", "-E", "^(Threads|SigBlk)|^SigIgn:.*[1-9a-f]000$", "/proc/self/status");

        Assert.Equal((0, "Threads:\t1\nSigBlk:\t0000000000000000\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    [Fact]
    public async Task A_file_without_an_interpreter_is_given_to_the_shell()
    {
        string path = WriteEtc("script", "echo \"$0 $*\"\n");
        File.SetUnixFileMode(path, (UnixFileMode)0x1ed);

        SandboxResult result = await Replace(path, "a b", "c");

        Assert.Equal((0, $"{path} a b c\n"), (result.ExitCode, result.Output));
        Assert.Equal($"Bind {path} -> /etc/script failed: No such file or directory\n", result.Error);
    }

    [Fact]
    public async Task One_that_cannot_become_the_command_goes_on_as_it_was()
    {
        SandboxResult result = await RunHost("replace-fails", Test.RunDirectory, Test.Options.EtcDirectory, "lnx-exec");

        Assert.Equal((0, "ENOENT 0000000000001000\n", ""), (result.ExitCode, result.Output, result.Error));
    }

    private Task<SandboxResult> Replace(params string[] command) => RunHost(["replace", Test.RunDirectory, Test.Options.EtcDirectory, "lnx-exec", .. command]);
}
