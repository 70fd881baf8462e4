using System.Net;
using System.Runtime.InteropServices;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Routing daemons in a namespace: what they tell the kernel, we hear and list.</summary>
public sealed class RouterTests : IDisposable
{
    private readonly Lab _lab = RoutingLab.Create();

    // FRR's daemons write here as a user of their own.
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("lnx-router-");

    private readonly List<NamespaceProcess> _processes = [];

    public void Dispose()
    {
        foreach (NamespaceProcess process in _processes)
        {
            process.Kill();
            process.WaitForExitAsync().Wait();
            process.Dispose();
        }

        _directory.Delete(recursive: true);
        _lab.Dispose();
    }

    [Fact]
    public async Task Routes_of_bird_come_change_and_go()
    {
        TestPrivilege.RequireProgram("bird");
        await using EventReader reader = await StartReaderAsync();
        string configuration = Configure("bird.conf", BirdProtocols, "route 10.9.0.0/16 via 10.0.0.2; route 10.8.0.0/16 blackhole; "
            + "route 10.7.0.0/16 via 10.0.0.2 weight 2 via 10.0.1.2 weight 3;", "route fd09::/48 via fd00::2;");
        NamespaceProcess bird = Start("bird", "-f", "-c", configuration, "-s", PathOf("bird.ctl"), "-P", PathOf("bird.pid"));

        await UntilAsync(reader, "+10.9.0.0/16", "+10.8.0.0/16", "+10.7.0.0/16", "+fd09::/48");

        Route[] routes = Listed(RouteProtocol.Bird);
        Assert.Equal(["10.7.0.0/16", "10.8.0.0/16", "10.9.0.0/16", "fd09::/48"], routes.Select(route => route.Destination.ToString()));
        Assert.Equal("bird", routes[0].Protocol.ToString());
        // In an order of BIRD's own.
        Assert.Equal([("10.0.0.2", 2), ("10.0.1.2", 3)], routes[0].NextHops!.Select(hop => (hop.Gateway!.ToString(), hop.Weight)).Order());
        Assert.Equal(RouteType.Blackhole, routes[1].Type);
        Assert.Equal(("10.0.0.2", _lab.Namespace.Links.Get("v0").Index), (routes[2].Gateway!.ToString(), routes[2].Device!.Value.Index));

        Configure("bird.conf", BirdProtocols, "route 10.9.0.0/16 via 10.0.1.2; route 10.8.0.0/16 blackhole; route 10.5.0.0/16 unreachable;", "");
        Assert.True(bird.Signal(PosixSignal.SIGHUP));
        List<NetlinkEvent> news = await UntilAsync(reader, "-10.7.0.0/16", "+10.5.0.0/16", "-fd09::/48", "+10.9.0.0/16");

        Assert.DoesNotContain(news, e => e.Item is Route route && route.Destination.ToString() == "10.8.0.0/16");
        Assert.Contains(news, e => e is { Kind: not NetlinkEventKind.Removed, Item: Route { Gateway: { } gateway } } && gateway.ToString() == "10.0.1.2");
        Assert.Equal(["10.5.0.0/16", "10.8.0.0/16", "10.9.0.0/16"], Listed(RouteProtocol.Bird).Select(route => route.Destination.ToString()));

        Assert.True(bird.Signal(PosixSignal.SIGTERM));
        await UntilAsync(reader, "-10.9.0.0/16", "-10.8.0.0/16", "-10.5.0.0/16");
        Assert.Empty(Listed(RouteProtocol.Bird));
        Assert.Equal(0, (await bird.WaitForExitAsync(TestContext.Current.CancellationToken)).ExitCode);
    }

    [Fact]
    public async Task Routes_of_two_birds_that_speak_BGP_come_and_go()
    {
        TestPrivilege.RequireProgram("bird");
        using var there = new Lab();
        _lab.Namespace.Links.MoveTo("v1", there.Namespace.Handle);
        there.Ip("-batch -", "link set lo up\naddress add 10.0.0.2/24 dev v1\naddress add 10.99.0.1/32 dev lo\nlink set v1 up\n");
        await using EventReader reader = await StartReaderAsync();
        Start("bird", "-f", "-c", Configure("here.conf", BirdPeer, "10.0.0.1", "65001", "10.0.0.2", "65002"), "-s", PathOf("here.ctl"), "-P", PathOf("here.pid"));
        Start(there, "bird", "-f", "-c", Configure("there.conf", BirdPeer, "10.0.0.2", "65002", "10.0.0.1", "65001"), "-s", PathOf("there.ctl"), "-P", PathOf("there.pid"));

        await UntilAsync(reader, "+10.99.0.1/32");

        Route learned = Assert.Single(Listed(RouteProtocol.Bird), route => route.Destination.ToString() == "10.99.0.1/32");
        Assert.Equal("10.0.0.2", learned.Gateway?.ToString());
        Assert.Equal("10.0.0.2", _lab.Namespace.Routes.Lookup(IPAddress.Parse("10.99.0.1")).Gateway?.ToString());

        there.Ip("address del 10.99.0.1/32 dev lo");
        await UntilAsync(reader, "-10.99.0.1/32");
    }

    [Fact]
    public async Task What_a_router_advertises_is_told_with_its_lifetimes()
    {
        TestPrivilege.RequireProgram("bird");
        using var there = new Lab();
        _lab.Namespace.Links.MoveTo("v1", there.Namespace.Handle);
        there.Ip("-batch -", "address add fd77::1/64 dev v1 nodad\nlink set v1 up\n");
        await using EventReader reader = await EventReader.StartAsync(_lab, new NetlinkMonitorOptions { Topics = NetlinkTopics.Prefixes | NetlinkTopics.Addresses });
        Start(there, "bird", "-f", "-c", Configure("radv.conf", BirdAdvertiser), "-s", PathOf("radv.ctl"), "-P", PathOf("radv.pid"));

        NetlinkEvent told = (await reader.UntilAsync(e => e.Item is AdvertisedPrefix))[^1];
        AdvertisedPrefix prefix = Assert.IsType<AdvertisedPrefix>(told.Item);
        Assert.Equal(("fd77::", 64, true, true), (prefix.Address.ToString(), prefix.Length, prefix.IsOnLink, prefix.IsForAutoconfiguration));
        Assert.Equal((TimeSpan.FromSeconds(1800), TimeSpan.FromSeconds(3600)), (prefix.PreferredLifetime, prefix.ValidLifetime));
        Assert.Equal("v0", _lab.Namespace.Links.Get(prefix.Link).Name);

        // And the kernel made an address of it.
        Assert.Contains(_lab.Namespace.Addresses.List(), address => address.Address.ToString().StartsWith("fd77::", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Routes_of_zebra_come_and_go()
    {
        TestPrivilege.Require(File.Exists("/usr/lib/frr/staticd") ? null : "FRR is not installed");
        if (!File.ReadAllText("/proc/self/uid_map").Contains("4294967295", StringComparison.Ordinal))
            Assert.Skip("FRR becomes a user that this user namespace lacks.");
        await using EventReader reader = await StartReaderAsync();
        string[] common = ["-z", PathOf("zserv"), "--vty_socket", _directory.FullName, "-P", "0"];
        Start("/usr/lib/frr/zebra", [.. common, "-f", Configure("zebra.conf", "log file {0}\n", PathOf("log")), "-i", PathOf("zebra.pid")]);
        Assert.True(SpinWait.SpinUntil(() => File.Exists(PathOf("zserv")), TimeSpan.FromSeconds(TestTimeout.Seconds(20))), "zebra does not listen");
        NamespaceProcess statics = Start(
            "/usr/lib/frr/staticd", [.. common, "-f", Configure("staticd.conf", "ip route 10.6.0.0/16 10.0.0.2\nipv6 route fd06::/48 blackhole\n"), "-i", PathOf("staticd.pid")]);

        await UntilAsync(reader, "+10.6.0.0/16", "+fd06::/48");

        // What zebra has from staticd: RTPROT_ZSTATIC, which iproute2 names only where FRR says so.
        Route[] routes = Listed(196);
        Assert.Equal(["10.6.0.0/16", "fd06::/48"], routes.Select(route => route.Destination.ToString()));
        Assert.NotNull(routes[0].NextHopId);
        Assert.NotNull(_lab.Namespace.NextHops.Find(routes[0].NextHopId!.Value));

        Assert.True(statics.Signal(PosixSignal.SIGTERM));
        await UntilAsync(reader, "-10.6.0.0/16", "-fd06::/48");
        Assert.Empty(Listed(196));
    }

    private const string BirdProtocols = """
        router id 10.0.0.1;
        protocol device {{ scan time 1; }}
        protocol kernel {{ ipv4 {{ export all; }}; }}
        protocol kernel {{ ipv6 {{ export all; }}; }}
        protocol static {{ ipv4; {0} }}
        protocol static {{ ipv6; {1} }}

        """;

    private const string BirdPeer = """
        router id {0};
        protocol device {{ scan time 1; }}
        protocol direct {{ ipv4; interface "lo"; }}
        protocol kernel {{ ipv4 {{ export all; }}; }}
        protocol bgp {{ local {0} as {1}; neighbor {2} as {3}; connect delay time 1; ipv4 {{ import all; export all; }}; }}

        """;

    private const string BirdAdvertiser = """
        router id 10.0.0.2;
        protocol device {{ scan time 1; }}
        protocol radv {{
          interface "v1" {{ max ra interval 4; min ra interval 3; prefix fd77::/64 {{ preferred lifetime 1800; valid lifetime 3600; }}; }};
        }}

        """;

    private Task<EventReader> StartReaderAsync() => EventReader.StartAsync(_lab, new NetlinkMonitorOptions { Topics = NetlinkTopics.Routes });

    /// <summary>All events until each of these was told, in whatever order: the sign and the destination.</summary>
    private static async Task<List<NetlinkEvent>> UntilAsync(EventReader reader, params string[] tokens)
    {
        var missing = tokens.ToHashSet();
        return await reader.UntilAsync(e =>
        {
            if (e.Item is Route route)
                missing.Remove($"{(e.Kind == NetlinkEventKind.Removed ? '-' : '+')}{route.Destination}");
            return missing.Count == 0;
        });
    }

    private Route[] Listed(RouteProtocol protocol) =>
        [.. _lab.Namespace.Routes.List(new RouteFilter { Protocol = protocol }).OrderBy(route => route.Destination.ToString(), StringComparer.Ordinal)];

    private NamespaceProcess Start(string program, params string[] arguments) => Start(_lab, program, arguments);

    private NamespaceProcess Start(Lab lab, string program, params string[] arguments)
    {
        NamespaceProcess process = lab.Namespace.StartProcess(program, arguments, new ExecOptions
        {
            Environment = new Dictionary<string, string?> { ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin" },
            StandardInput = StandardStreamMode.Null, StandardOutput = StandardStreamMode.Null, StandardError = StandardStreamMode.Null,
        });
        _processes.Add(process);
        return process;
    }

    private string Configure(string name, string format, params string[] values)
    {
        File.SetUnixFileMode(_directory.FullName, (UnixFileMode)0b111_111_111);
        string path = PathOf(name);
        File.WriteAllText(path, string.Format(System.Globalization.CultureInfo.InvariantCulture, format, values));
        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
        return path;
    }

    private string PathOf(string name) => Path.Join(_directory.FullName, name);
}
