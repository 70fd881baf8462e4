using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

public sealed class ExecViewTests : ExecFixture
{
    [Fact]
    public async Task A_command_runs_inside_and_the_caller_stays_outside()
    {
        string net = Link("net");
        string mounts = Link("mnt");

        string[] inside = (await Shell("readlink /proc/self/ns/net /proc/self/ns/mnt")).Split('\n');

        Assert.Equal($"net:[{Namespace.Id.Inode}]", inside[0]);
        Assert.NotEqual(mounts, inside[1]);
        Assert.Equal((net, mounts), (Link("net"), Link("mnt")));
    }

    [Fact]
    public async Task Sys_shows_the_devices_of_the_namespace()
    {
        string outside = await ReadAllAsync("/sys/class/net");

        Assert.Equal("lo", await Shell("ls /sys/class/net"));
        Assert.Equal(outside, await Shell("ls -x -w 0 /sys/class/net", new ExecOptions { Sysfs = SysfsMode.None }));
        Assert.Equal(outside, await ReadAllAsync("/sys/class/net"));
    }

    [Fact]
    public async Task Without_anything_to_mount_the_mounts_are_the_callers()
    {
        var options = new ExecOptions { Sysfs = SysfsMode.None };

        Assert.Equal(Link("mnt"), await Shell("readlink /proc/self/ns/mnt", options));
    }

    [Fact]
    public async Task Files_of_etc_netns_appear_inside_and_not_outside()
    {
        string hosts = File.ReadAllText("/etc/hosts");
        WriteEtc("hosts", "10.9.8.7 lnx-inside\n");
        WriteEtc("lnx-nothing-of-that-name", "");

        Assert.Equal("10.9.8.7 lnx-inside", await Shell("cat /etc/hosts"));
        Assert.Equal(hosts.Trim(), await Shell("cat /etc/hosts", new ExecOptions { BindEtc = false }));
        Assert.Equal(hosts, File.ReadAllText("/etc/hosts"));
        Assert.False(File.Exists("/etc/lnx-nothing-of-that-name"));
    }

    [Fact]
    public async Task What_cannot_be_shown_is_told_and_is_no_failure()
    {
        string source = WriteEtc("lnx-nothing-of-that-name", "");

        await using NamespaceProcess process = Namespace.StartProcess("true");

        Assert.Equal([new BindFailure(source, "/etc/lnx-nothing-of-that-name", Errno.ENOENT)], process.BindFailures);
        Assert.True((await process.WaitForExitAsync(Token)).IsSuccess);
    }

    [Fact]
    public async Task Commands_that_share_a_view_have_one_mount_namespace_and_all_that_others_have()
    {
        string source = WriteEtc("lnx-nothing-of-that-name", "");
        WriteEtc("hosts", "10.9.8.7 lnx-inside\n");
        var shared = new ExecOptions { ShareView = true };
        const string Look = "readlink /proc/self/ns/mnt; readlink /proc/self/ns/net; pwd; ls /sys/class/net; cat /etc/hosts";

        string first = await Shell(Look, shared);
        string second = await Shell(Look, shared);
        string own = await Shell(Look);

        Assert.Equal(first, second);
        Assert.Equal(own.Split('\n')[1..], first.Split('\n')[1..]);
        Assert.Equal(3, new[] { first, await Shell(Look, new ExecOptions { ShareView = true, Sysfs = SysfsMode.None }), Link("mnt") }.Select(text => text.Split('\n')[0]).Distinct().Count());
        // What is bound later makes another view, not the old one.
        WriteEtc("issue", "lnx-issue\n");
        Assert.Equal("lnx-issue", await Shell("cat /etc/issue", shared));
        await using NamespaceProcess third = Namespace.StartProcess("true", options: shared);
        Assert.Equal([new BindFailure(source, "/etc/lnx-nothing-of-that-name", Errno.ENOENT)], third.BindFailures);
    }

    [Fact]
    public async Task In_a_shared_view_directories_mounts_and_ends_are_as_they_should_be()
    {
        string file = WriteEtc("shown", "shown\n");
        string target = WriteEtc("target", "original\n");
        var shared = new ExecOptions { ShareView = true, BindEtc = false };
        await Shell($"mount --bind {file} {target}", shared);

        Assert.Equal("shown", await Shell($"cat {target}", shared));
        Assert.Equal("original", await Shell($"cat {target}", new ExecOptions { BindEtc = false }));
        Assert.Equal("/usr", await Shell("pwd", new ExecOptions { ShareView = true, BindEtc = false, WorkingDirectory = "/usr" }));

        // One is killed with what it has started, and the other in the same view lives.
        await using NamespaceProcess other = Namespace.StartProcess("sleep", ["1000"], shared);
        await using NamespaceProcess tree = Namespace.StartProcess("sh", ["-c", "sleep 1000 & wait"], shared);
        tree.Kill();
        Assert.True((await tree.WaitForExitAsync(Token)).Signal is not null);
        Assert.False(other.HasExited);
        // It goes on when the handle does not.
        Namespace.Dispose();
        Assert.False(other.HasExited);
        other.Kill();
        Assert.True((await other.WaitForExitAsync(Token)).Signal is not null);
        Assert.Throws<ObjectDisposedException>(() => Namespace.StartProcess("true", options: shared));
    }

    [Fact]
    public async Task A_namespace_without_a_name_has_no_files_of_its_own()
    {
        WriteEtc("hosts", "10.9.8.7 lnx-inside\n");
        using NetworkNamespace sameWithoutName = NetworkNamespace.FromHandle(Namespace.Handle);

        CommandResult result = await sameWithoutName.ExecAsync("cat", ["/etc/hosts"], cancellationToken: Token);

        Assert.Equal(File.ReadAllText("/etc/hosts"), result.StandardOutput);
    }

    [Fact]
    public async Task A_name_of_255_bytes_has_its_files_too()
    {
        string name = new('n', 255);
        string directory = Directory.CreateDirectory(Path.Join(Test.Options.EtcDirectory, name)).FullName;
        File.WriteAllText(Path.Join(directory, "hosts"), "10.9.8.7 lnx-long\n");
        using NetworkNamespace longest = Test.Registry.Add(name);

        CommandResult result = await longest.ExecAsync("cat", ["/etc/hosts"], cancellationToken: Token);

        Assert.Equal("10.9.8.7 lnx-long\n", result.StandardOutput);
    }

    [Fact]
    public async Task A_bind_shows_one_thing_in_the_place_of_another()
    {
        string file = WriteEtc("shown", "shown\n");
        string target = WriteEtc("target", "original\n");
        var options = new ExecOptions { BindEtc = false, Binds = [new BindMount(file, target)] };

        Assert.Equal("shown", await Shell($"cat {target}; echo written >> {target}", options));
        Assert.Equal(("shown\nwritten\n", "original\n"), (File.ReadAllText(file), File.ReadAllText(target)));
    }

    [Fact]
    public async Task A_read_only_bind_cannot_be_written_to()
    {
        string file = WriteEtc("shown", "shown\n");
        string directory = Path.GetDirectoryName(file)!;
        var options = new ExecOptions { BindEtc = false, Binds = [new BindMount(directory, directory, ReadOnly: true)] };

        CommandResult result = await Run($"cat {file}; touch {directory}/new", options);

        Assert.Equal("shown\n", result.StandardOutput);
        Assert.Contains("Read-only", result.StandardError, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Join(directory, "new")));
        File.WriteAllText(Path.Join(directory, "new"), "");
    }

    [Fact]
    public async Task The_registry_can_be_hidden()
    {
        var options = new ExecOptions { HideRegistry = true };

        Assert.Equal("lnx-exec", await Shell($"ls {Test.RunDirectory}"));
        Assert.Equal("", await Shell($"ls -A {Test.RunDirectory}", options));
        CommandResult write = await Run($"touch {Test.RunDirectory}/new", options);
        Assert.Contains("Read-only", write.StandardError, StringComparison.Ordinal);
        Assert.True(Test.Registry.Contains("lnx-exec"));
    }

    [Fact]
    public void The_view_is_that_of_ip_netns_exec()
    {
        TestPrivilege.RequireProgram("ip");
        SandboxResult result = TestSandbox.Run($$"""
            ip netns add lnx-exec
            mkdir -p /run/etc/lnx-exec && echo 10.9.8.7 lnx-inside > /run/etc/lnx-exec/hosts
            mkdir -p /etc/netns/lnx-exec 2>/dev/null && cp /run/etc/lnx-exec/hosts /etc/netns/lnx-exec/ || exit 3
            # Mount ids and the device number of the new sysfs differ each time; another test's directory may go meanwhile.
            show='readlink /proc/self/ns/net; grep -v /lnx-test- /proc/self/mountinfo | cut -d" " -f4-; cat /etc/hosts; ls /sys/class/net; pwd; umask; grep -E "^(Sig(Blk|Ign)|Uid|Gid|Groups|Cap)" /proc/self/status; ls /proc/self/fd'
            # The test runner, as every .NET process, ignores SIGPIPE.
            env --default-signal=PIPE ip netns exec lnx-exec sh -c "$show" > /run/theirs
            dotnet {{HostPath}} replace /run/netns /etc/netns lnx-exec sh -c "$show" > /run/ours
            wc -l < /run/theirs
            diff /run/theirs /run/ours
            """);
        TestPrivilege.Require(result.ExitCode == 3 ? "/etc/netns cannot be made here" : null);

        Assert.True(result.ExitCode == 0 && result.Error.Length == 0, result.Output + result.Error);
        Assert.True(int.Parse(Assert.Single(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), System.Globalization.CultureInfo.InvariantCulture) > 10);
    }

    [Fact]
    public void Where_a_new_sysfs_is_refused_the_old_one_stays()
    {
        // A user namespace whose only sysfs can be unmounted, since it was mounted there: after that, the kernel allows no other.
        SandboxResult result = TestSandbox.Run($$"""
            unshare --user --map-root-user --mount --net bash -c '
                set -e
                root=/run/root
                mkdir $root; mount -t tmpfs none $root; mkdir $root/{old,proc,run,sys}
                for d in /*; do
                    case $d in /old|/proc|/run|/sys) ;; *) if [ -L $d ]; then cp -P $d $root; elif [ -d $d ]; then mkdir $root$d; mount --rbind $d $root$d; fi;; esac
                done
                mount --rbind /proc $root/proc
                mount -t sysfs none $root/sys
                pivot_root $root $root/old; cd /; umount -l /old
                exec dotnet {{HostPath}} sysfs /run/netns /etc/netns
            '
            """);

        Assert.Equal(("", "refused EPERM\nclass\n"), (result.Error, result.Output));
    }

    private static string Link(string kind) => new FileInfo($"/proc/thread-self/ns/{kind}").LinkTarget!;

    private static async Task<string> ReadAllAsync(string directory)
    {
        using System.Diagnostics.Process ls = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("ls", ["-x", "-w", "0", directory]) { RedirectStandardOutput = true })!;
        return (await ls.StandardOutput.ReadToEndAsync(Token)).Trim();
    }
}
