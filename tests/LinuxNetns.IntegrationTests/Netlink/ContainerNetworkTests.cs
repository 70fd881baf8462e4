using System.Text.Json;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Namespaces that others made for their containers look the same through us as through <c>ip</c>.</summary>
public sealed class ContainerNetworkTests : IDisposable
{
    private const string Plugins = "/usr/lib/cni";

    // Takes the place of the machine: whatever is set up on the host's side is in here.
    private readonly Lab _host = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lnx-container-");

    public void Dispose()
    {
        _directory.Delete(recursive: true);
        _host.Dispose();
    }

    [Fact]
    public void Every_kind_of_thing_that_ip_made_is_the_same()
    {
        using Lab lab = RoutingLab.Create();
        lab.Ip("-batch -", """
            link add br0 type bridge
            link add port type veth peer name far
            link set port master br0 up
            link set br0 up
            link add link v0 name v0.7 type macvlan mode bridge
            address add 10.0.2.1 peer 10.0.2.2/32 dev br0
            address add 10.0.3.1/24 broadcast + label br0:x dev br0
            neighbor add 10.0.0.9 lladdr 02:00:00:00:00:09 dev v0
            route add default via 10.0.0.2
            route add 10.7.0.0/16 proto bird nexthop via 10.0.0.2 weight 2 nexthop via 10.0.1.2
            route add blackhole 10.8.0.0/16 table 100
            route add 10.9.0.0/16 via inet6 fe80::9 dev v0
            route add fd09::/48 via fd00::2 metric 7
            rule add from 10.0.0.0/8 table 100 priority 100

            """);

        Dictionary<string, string[]> same = SameAsIp.Check(PathOf(lab));

        Assert.InRange(same["links"].Length, 7, int.MaxValue);
        Assert.InRange(same["addresses"].Length, 8, int.MaxValue);
        Assert.InRange(same["routes"].Length, 16, int.MaxValue);
        Assert.InRange(same["rules"].Length, 6, int.MaxValue);
        Assert.Single(same["neighbors"]);
    }

    [Theory]
    [InlineData("bridge", "\"bridge\": \"cni0\", \"isGateway\": true, \"isDefaultGateway\": true")]
    [InlineData("ptp", "\"mtu\": 1400")]
    [InlineData("macvlan", "\"master\": \"up0\", \"mode\": \"bridge\"")]
    [InlineData("ipvlan", "\"master\": \"up0\"")]
    [InlineData("vlan", "\"master\": \"up0\", \"vlanId\": 7")]
    public void A_container_of_a_CNI_plugin_is_the_same(string plugin, string settings)
    {
        TestPrivilege.Require(File.Exists($"{Plugins}/{plugin}") ? null : "the CNI plugins are not installed");
        using var container = new Lab();
        _host.Ip("-batch -", "link set lo up\nlink add up0 type veth peer up1\nlink set up0 up\nlink set up1 up\n");
        string path = PathOf(container);
        JsonElement result = Plugin("ADD", plugin, settings, path);

        string address = result.GetProperty("ips")[0].GetProperty("address").GetString()!;
        Dictionary<string, string[]> inside = SameAsIp.Check(path);
        Dictionary<string, string[]> outside = SameAsIp.Check(PathOf(_host));

        Assert.Contains(inside["addresses"], line => line.StartsWith($"eth0 {address} ", StringComparison.Ordinal));
        Assert.Contains(inside["links"], line => line.Contains(" eth0 ", StringComparison.Ordinal));
        Assert.NotEmpty(inside["routes"]);
        if (plugin is "bridge" or "ptp")
            Assert.Contains(outside["links"], line => line.Contains(" veth", StringComparison.Ordinal) && line.Contains("kind veth", StringComparison.Ordinal));
        Plugin("DEL", plugin, settings, path);
        Assert.Single(SameAsIp.Check(path)["links"], line => !line.Contains("tunl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_container_of_podman_is_the_same()
    {
        foreach (string program in (string[])["podman", "crun", "busybox"])
            TestPrivilege.RequireProgram(program);
        TestPrivilege.Require(Directory.Exists(Plugins) ? null : "the CNI plugins are not installed");
        if (!File.ReadAllText("/proc/self/uid_map").Contains("4294967295", StringComparison.Ordinal))
            Assert.Skip("podman as root does not work in a user namespace.");
        // podman keeps everything below /run, /var/lib and its own directory, in a mount namespace that goes with it; the bridge is made in the host's stead.
        string script = $$"""
            set -e
            mount -t tmpfs none /run
            mount -t cgroup2 none /sys/fs/cgroup
            mount -t tmpfs none /var/lib
            mkdir -p /run/lock {{_directory}}/rootfs/bin {{_directory}}/cni
            cp /bin/busybox {{_directory}}/rootfs/bin
            podman() {
                command podman --root {{_directory}}/storage --runroot /run/podman --tmpdir /run/podman-tmp --network-config-dir {{_directory}}/cni \
                    --cgroup-manager cgroupfs --events-backend none "$@"
            }
            podman run --detach --name one --cgroups disabled --ulimit nofile=1024:1024 --ulimit nproc=1024:1024 --network bridge --rootfs {{_directory}}/rootfs /bin/busybox sleep 600 >/dev/null
            podman inspect --format '{{"{{.State.Pid}}"}}' one
            read end || true
            podman rm --force --time 0 one >/dev/null
            """;
        using NamespaceProcess podman = _host.Namespace.StartProcess("unshare", ["--mount", "--propagation", "private", "sh", "-c", script], new ExecOptions
        {
            StandardInput = StandardStreamMode.Piped, StandardOutput = StandardStreamMode.Piped, StandardError = StandardStreamMode.Piped,
        });
        Task<string> errors = new StreamReader(podman.StandardError).ReadToEndAsync(TestContext.Current.CancellationToken);
        string? pid = await new StreamReader(podman.StandardOutput).ReadLineAsync(TestContext.Current.CancellationToken);
        string said = pid is null ? await errors : "";
        if (said.Contains("TABLE_ADD failed (Operation not supported)", StringComparison.Ordinal))
            Assert.Skip("This kernel lacks the nat table that podman's bridge plugin wants.");
        Assert.True(pid is not null, said);
        try
        {
            Dictionary<string, string[]> inside = SameAsIp.Check($"/proc/{pid}/ns/net");
            Dictionary<string, string[]> outside = SameAsIp.Check(PathOf(_host));

            Assert.Contains(inside["addresses"], line => line.StartsWith("eth0 10.88.", StringComparison.Ordinal));
            Assert.Contains(inside["routes"], line => line.StartsWith("1 0.0.0.0/0 via 10.88.", StringComparison.Ordinal));
            Assert.Contains(outside["addresses"], line => line.StartsWith("cni-podman0 10.88.", StringComparison.Ordinal));
        }
        finally
        {
            podman.StandardInput.Close();
            await podman.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    private JsonElement Plugin(string command, string plugin, string settings, string path)
    {
        string input = $$"""
            {
              "cniVersion": "0.4.0", "name": "net", "type": "{{plugin}}", {{settings}},
              "ipam": { "type": "host-local", "dataDir": "{{_directory}}", "subnet": "10.88.1.0/24", "routes": [{ "dst": "10.77.0.0/16" }] }
            }
            """;
        (int exitCode, string output, _) = _host.TryRun("env", $"CNI_COMMAND={command} CNI_CONTAINERID=one CNI_NETNS={path} CNI_IFNAME=eth0 CNI_PATH={Plugins} {Plugins}/{plugin}", input);
        if (output.Contains("not supported", StringComparison.OrdinalIgnoreCase))
            Assert.Skip($"This kernel lacks it: {output}");
        // Errors are told on standard output.
        Assert.True(exitCode == 0, output);
        return output.Length == 0 ? default : JsonDocument.Parse(output).RootElement;
    }

    private static string PathOf(Lab lab) => $"/proc/{Environment.ProcessId}/fd/{lab.Namespace.Handle.DangerousGetHandle()}";
}
