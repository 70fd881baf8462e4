namespace LinuxNetns.IntegrationTests.Rootless;

/// <summary>A network of the test's own stands for the machine's: a neighbour with a web server, and a way to it.</summary>
public sealed class UplinkTests(RootlessHost host) : IClassFixture<RootlessHost>
{
    [Theory]
    [InlineData("Pasta", "pasta")]
    [InlineData("Slirp4netns", "slirp4netns")]
    public void An_uplink_carries_both_ways_and_ends_with_its_owner(string uplink, string program)
    {
        ExecFixture.RequireOtherUsers();
        TestPrivilege.RequireProgram("setpriv");
        TestPrivilege.RequireProgram("python3");
        TestPrivilege.RequireProgram(program);

        SandboxResult result = TestSandbox.Run($$"""
            mkdir /run/lnx /run/lnx/www; chmod 755 /run/lnx
            # Some machines keep theirs for root.
            mknod /run/lnx/tun c 10 200; chmod 666 /run/lnx/tun; mount --bind /run/lnx/tun /dev/net/tun
            ip netns add peer
            ip link set lo up
            ip link add up0 type veth peer name p0 netns peer
            ip address add 10.77.0.1/24 dev up0; ip link set up0 up; ip route add default via 10.77.0.2
            ip -n peer address add 10.77.0.2/24 dev p0; ip -n peer link set p0 up; ip -n peer link set lo up
            echo hello >/run/lnx/www/index.html
            ip netns exec peer python3 -m http.server -d /run/lnx/www 80 >/dev/null 2>&1 & server=$!
            for i in $(seq 500); do ip netns exec peer ss -Hltn sport = 80 | grep -q . && break; sleep 0.02; done
            cd /
            mkfifo /run/lnx/out
            (exec {{host.Command($"uplink {uplink} 10.77.0.2 18080")}}) >/run/lnx/out & owner=$!
            exec 3</run/lnx/out
            read -r line <&3; echo "$line"
            read -r line <&3; echo "$line"
            uplink=$(ps -o pid= -o args= --ppid $owner | awk '$2 ~ /^{{program}}/ { print $1 }')
            kill -9 $owner
            for i in $(seq 500); do [ -e /proc/$uplink/comm ] || break; sleep 0.02; done
            [ -n "$uplink" ] && [ ! -e /proc/$uplink/comm ] && echo ended
            kill $server
            """);

        Assert.Equal(("out: hello\nforwarded: in\nended\n", 0), (result.Output, result.ExitCode));
    }

    /// <summary>As with systemd-resolved: the only name server is on this machine's loopback device.</summary>
    [Theory]
    [InlineData("Pasta", "pasta")]
    [InlineData("Slirp4netns", "slirp4netns")]
    public void Names_are_asked_of_the_machines_own_server(string uplink, string program)
    {
        ExecFixture.RequireOtherUsers();
        TestPrivilege.RequireProgram("setpriv");
        TestPrivilege.RequireProgram("python3");
        TestPrivilege.RequireProgram("dnsmasq");
        TestPrivilege.RequireProgram(program);

        SandboxResult result = TestSandbox.Run($$"""
            mkdir /run/lnx /run/lnx/www; chmod 755 /run/lnx
            mknod /run/lnx/tun c 10 200; chmod 666 /run/lnx/tun; mount --bind /run/lnx/tun /dev/net/tun
            ip netns add peer
            ip link set lo up
            ip link add up0 type veth peer name p0 netns peer
            ip address add 10.77.0.1/24 dev up0; ip link set up0 up; ip route add default via 10.77.0.2
            ip -n peer address add 10.77.0.2/24 dev p0; ip -n peer link set p0 up; ip -n peer link set lo up
            echo nameserver 127.0.0.53 >/run/lnx/resolv.conf; mount --bind /run/lnx/resolv.conf /etc/resolv.conf
            echo hello >/run/lnx/www/index.html
            ip netns exec peer python3 -m http.server -d /run/lnx/www 80 >/dev/null 2>&1 & server=$!
            dnsmasq --keep-in-foreground --no-resolv --no-hosts --bind-interfaces --listen-address=127.0.0.53 --address=/web.example/10.77.0.2 --user=root --pid-file >/dev/null 2>&1 & names=$!
            for i in $(seq 500); do ip netns exec peer ss -Hltn sport = 80 | grep -q . && ss -Hlun sport = 53 | grep -q . && break; sleep 0.02; done
            cd /
            mkfifo /run/lnx/out
            (exec {{host.Command($"uplink {uplink} web.example 18081")}}) >/run/lnx/out 2>&1 & owner=$!
            exec 3</run/lnx/out
            read -r line <&3; echo "$line"; read -r line <&3; echo "$line"
            kill -9 $owner; kill $server $names
            """);

        Assert.Equal(("out: hello\ncommand: 10.77.0.2\n", 0), (result.Output, result.ExitCode));
    }

    [Fact]
    public void A_device_that_the_user_may_not_open_is_named()
    {
        ExecFixture.RequireOtherUsers();
        TestPrivilege.RequireProgram("setpriv");
        TestPrivilege.RequireProgram("slirp4netns");

        SandboxResult result = TestSandbox.Run($"""
            mkdir -m 755 /run/lnx; mknod -m 600 /run/lnx/tun c 10 200; mount --bind /run/lnx/tun /dev/net/tun
            cd /; {host.Command("uplink Any 10.77.0.2 18080")}
            """);

        Assert.StartsWith("NotPermitted: open \"/dev/net/tun\": Permission denied [EACCES]", result.Output, StringComparison.Ordinal);
        Assert.Equal(3, result.ExitCode);
    }

    [Fact]
    public void Without_either_program_the_message_names_both()
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("setpriv");
        string command = $"sh -c 'd=$(mktemp -d) && ln -s $(command -v unshare) $d && chmod 755 $d && {host.Command("uplink Any 10.77.0.2 18080").Replace(" dotnet ", " PATH=$d $(command -v dotnet) ", StringComparison.Ordinal)}; e=$?; rm -r $d; exit $e'";

        string output = RootlessHost.Run(command, exitCode: 3);

        Assert.Equal("NotFound: start an uplink \"pasta or slirp4netns\": No such file or directory [ENOENT] (not installed: install the package passt, or slirp4netns, or go without an uplink)", output);
    }

    [Fact]
    public void A_privileged_process_is_told_what_it_has_instead()
    {
        TestPrivilege.Require();

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => NetworkNamespace.CreateRootless(new RootlessOptions { Uplink = RootlessUplink.Any }));

        Assert.Equal(NamespaceError.NotSupported, e.Reason);
        using NetworkNamespace plain = NetworkNamespace.CreateRootless();
        Assert.Equal("lo", plain.Run(() => Path.GetFileName(Directory.EnumerateFileSystemEntries("/sys/class/net").Single())));
    }
}
