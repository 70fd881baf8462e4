using System.Net;
using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed class RoutingTests : IDisposable
{
    private readonly Lab _lab = RoutingLab.Create();

    private RouteTable Routes => _lab.Namespace.Routes;

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Two_namespaces_are_connected_as_in_the_first_program()
    {
        using var red = NetworkNamespace.CreateAnonymous();
        using var blue = NetworkNamespace.CreateAnonymous();

        red.Links.Add(new VethLink("veth-red") { PeerName = "veth-blue", PeerNamespace = blue });
        red.Addresses.Add("veth-red", "10.1.1.1/24");
        blue.Addresses.Add("veth-blue", "10.1.1.2/24");
        red.Links.SetUp("lo", "veth-red");
        blue.Links.SetUp("lo", "veth-blue");
        red.Routes.Add(new Route("default") { Gateway = IPAddress.Parse("10.1.1.2") });

        Assert.Equal(IPAddress.Parse("10.1.1.2"), red.Routes.Lookup(IPAddress.Parse("192.0.2.1")).Gateway);
    }

    [Fact]
    public void A_lookup_answers_as_ip_route_get()
    {
        Routes.Add(new Route("10.9.0.0/16") { Gateway = IPAddress.Parse("10.0.0.2"), Metrics = new() { Mtu = 1400 } });
        Routes.Add(new Route("10.9.0.0/16") { Gateway = IPAddress.Parse("10.0.1.2"), Table = 1000 });
        _lab.Namespace.Rules.Add(new RoutingRule { Mark = 5, Table = 1000 });
        _lab.Namespace.Rules.Add(new RoutingRule { IPProtocol = ProtocolType.Tcp, DestinationPorts = 80, Table = 1000 });
        Link v0 = _lab.Namespace.Links.Get("v0");
        IPAddress address = IPAddress.Parse("10.9.1.1");

        Route route = Routes.Lookup(address);
        Assert.Equal("10.9.1.1/32 via 10.0.0.2", $"{route.Destination} via {route.Gateway}");
        Assert.Equal((v0.Index, RoutingTableId.Main, IPAddress.Parse("10.0.0.1"), true), (route.Device!.Value.Index, route.Table!.Value, route.PreferredSource, route.IsCloned));
        Assert.Equal(IPNetwork.Parse("10.9.0.0/16"), Routes.Lookup(address, new() { FibMatch = true }).Destination);

        IPAddress other = IPAddress.Parse("10.0.1.2");
        Assert.Equal((other, new RoutingTableId(1000), 5u), Routes.Lookup(address, new() { Mark = 5 }) is var marked ? (marked.Gateway, marked.Table!.Value, marked.Mark!.Value) : default);
        Assert.Equal(other, Routes.Lookup(address, new() { IPProtocol = ProtocolType.Tcp, DestinationPort = 80, SourcePort = 1234 }).Gateway);
        Assert.Equal(RouteType.Local, Routes.Lookup(IPAddress.Parse("10.0.0.1")).Type);
        Assert.Equal(IPAddress.Parse("10.0.0.1"), Routes.Lookup(IPAddress.Parse("10.0.0.9"), new() { OutputDevice = "v0" }).PreferredSource);
        Assert.Equal(IPAddress.Parse("fd00::1"), Routes.Lookup(IPAddress.Parse("fd00::9")).PreferredSource);
        Assert.Equal(IPAddress.Parse("10.0.1.1"), Routes.Lookup(address, new() { Source = IPAddress.Parse("10.0.1.1") }).Source!.Value.BaseAddress);

        _lab.Namespace.Rules.Add(new RoutingRule { UserIds = new(0, 0), Table = 1000 });
        Assert.Equal((other, 0u), Routes.Lookup(address, new() { UserId = 0 }) is var owned ? (owned.Gateway, owned.UserId!.Value) : default);
    }

    [Fact]
    public async Task A_lookup_without_an_answer_is_an_error_that_names_the_address()
    {
        Routes.Add(new Route("10.8.0.0/16") { Type = RouteType.Unreachable });
        Routes.Add(new Route("10.7.0.0/16") { Type = RouteType.Prohibit });

        NetlinkException none = await Assert.ThrowsAsync<NetlinkException>(() => Routes.LookupAsync(IPAddress.Parse("192.0.2.1"), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal((Errno.ENETUNREACH, "find a route to 192.0.2.1"), (none.Errno, none.Operation));
        Assert.Equal(Errno.EHOSTUNREACH, Assert.Throws<NetlinkException>(() => Routes.Lookup(IPAddress.Parse("10.8.1.1"))).Errno);
        Assert.Equal(Errno.EACCES, Assert.Throws<NetlinkException>(() => Routes.Lookup(IPAddress.Parse("10.7.1.1"))).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Routes.Lookup(IPAddress.Parse("10.7.1.1"), new() { OutputDevice = "nothere" })).Errno);
    }

    [Fact]
    public void A_route_is_replaced_changed_and_appended()
    {
        Route route = new("10.9.0.0/16") { Gateway = IPAddress.Parse("10.0.0.2") };
        NetlinkException absent = Assert.Throws<NetlinkException>(() => Routes.Change(route));
        Assert.Equal((Errno.ENOENT, "change route 10.9.0.0/16 via 10.0.0.2"), (absent.Errno, absent.Operation));
        Routes.Replace(route);
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Routes.Add(route)).Errno);
        Routes.Change(route with { Gateway = IPAddress.Parse("10.0.0.3") });
        Routes.Append(route with { Gateway = IPAddress.Parse("10.0.0.4") });

        Assert.Equal(["10.0.0.3", "10.0.0.4"], Routes.List(new() { Destination = IPNetwork.Parse("10.9.0.0/16") }).Select(found => found.Gateway!.ToString()));
        Routes.Delete(new Route("10.9.0.0/16"));
        Routes.Delete(new Route("10.9.0.0/16"));
        Assert.Equal(Errno.ESRCH, Assert.Throws<NetlinkException>(() => Routes.Delete(new Route("10.9.0.0/16"))).Errno);
    }

    [Fact]
    public async Task A_route_is_prepended_as_by_ip()
    {
        const string Network = "10.9.0.0/16";
        using Lab theirs = RoutingLab.Create();
        foreach (string gateway in (string[])["10.0.0.2", "10.0.0.3"])
        {
            theirs.Ip($"route prepend {Network} via {gateway}");
            await Routes.PrependAsync(new Route(Network) { Gateway = IPAddress.Parse(gateway) }, TestContext.Current.CancellationToken);
        }

        Assert.Equal(theirs.Ip($"route show {Network}"), _lab.Ip($"route show {Network}"));
        Assert.Equal(["10.0.0.3", "10.0.0.2"], Routes.List(new() { Destination = IPNetwork.Parse(Network) }).Select(found => found.Gateway!.ToString()));
        Assert.Equal(IPAddress.Parse("10.0.0.3"), Routes.Lookup(IPAddress.Parse("10.9.1.1")).Gateway);
        NetlinkException same = Assert.Throws<NetlinkException>(() => Routes.Prepend(new Route(Network) { Gateway = IPAddress.Parse("10.0.0.3") }));
        Assert.Equal((Errno.EEXIST, $"prepend route {Network} via 10.0.0.3"), (same.Errno, same.Operation));

        // Of IPv6 the second is one more way.
        foreach (string gateway in (string[])["fd00::2", "fd00::3"])
        {
            theirs.Ip($"-6 route prepend fd09::/64 via {gateway}");
            Routes.Prepend(new Route("fd09::/64") { Gateway = IPAddress.Parse(gateway) });
        }

        Assert.Equal(theirs.Ip("-6 route show fd09::/64"), _lab.Ip("-6 route show fd09::/64"));
        Assert.Equal(2, Assert.Single(Routes.List(new() { Destination = IPNetwork.Parse("fd09::/64") })).NextHops!.Count);
    }

    [Fact]
    public void Errors_are_typed_and_nothing_changes()
    {
        IReadOnlyList<Route> before = Routes.List(RouteFilter.AllTables);

        NetlinkException unreachable = Assert.Throws<NetlinkException>(() => Routes.Add(new Route("10.9.0.0/16") { Gateway = IPAddress.Parse("192.0.2.1") }));
        Assert.Equal((Errno.ENETUNREACH, "Nexthop has invalid gateway"), (unreachable.Errno, unreachable.KernelMessage));
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Routes.Add(new Route("10.9.0.0/16") { Device = "nothere" })).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Routes.Add(new Route("10.9.0.0/16") { Device = 4711 })).Errno);
        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => Routes.Add(new Route("10.9.0.0/16") { Device = "v0", PreferredSource = IPAddress.Parse("192.0.2.1") })).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Routes.List(new() { Device = "nothere" })).Errno);
        Assert.ThrowsAny<NetlinkException>(() => Routes.Add(new Route("10.9.0.0/16") { Device = "v0", Metrics = new() { CongestionControl = "nothere" } }));

        Assert.Equal(before, Routes.List(RouteFilter.AllTables));
    }

    [Fact]
    public void Filters_select_as_those_of_ip()
    {
        _lab.Ip("-batch -", """
            route add 10.9.0.0/16 via 10.0.0.2 proto static
            route add 10.9.1.0/24 dev v1 metric 7
            route add blackhole 10.9.2.0/24
            route add 10.10.0.0/16 nexthop via 10.0.0.2 nexthop via 10.0.1.2
            route add 10.11.0.0/16 dev v1 table 70000
            route add 2001:db8::/32 via fd00::2

            """);
        string[] Found(RouteFilter filter) => [.. Routes.List(filter).Select(route => route.Destination.ToString()).Order(StringComparer.Ordinal)];

        Assert.Equal(["10.9.0.0/16"], Found(new() { Protocol = RouteProtocol.Static }));
        Assert.Equal(["10.9.0.0/16", "10.9.1.0/24", "10.9.2.0/24"], Found(new() { Within = IPNetwork.Parse("10.9.0.0/16") }));
        Assert.Equal(["10.9.2.0/24"], Found(new() { Type = RouteType.Blackhole }));
        Assert.Equal(["10.0.1.0/24", "10.10.0.0/16", "10.9.1.0/24"], Found(new() { Family = AddressFamily.InterNetwork, Device = "v1" }));
        Assert.Equal(["10.11.0.0/16"], Found(new() { Table = 70_000 }));
        Assert.Empty(Found(new() { Table = 70_001 }));
        Assert.Empty(Found(new() { Table = 70_001, Family = AddressFamily.InterNetwork }));
        Assert.Equal(["2001:db8::/32"], Found(new() { Gateway = IPAddress.Parse("fd00::2") }));
        Assert.Equal(["10.9.1.0/24"], Found(new() { Priority = 7 }));
        Assert.Empty(Found(new() { IsCached = true }));
        Assert.Contains("10.0.0.255/32", Found(RouteFilter.AllTables));

        Assert.Equal(4, Routes.Flush(new() { Within = IPNetwork.Parse("10.8.0.0/14") }));
        Assert.Equal(1, Routes.Flush(new() { Table = 70_000 }));
        Assert.Equal(["10.0.0.0/24", "10.0.1.0/24"], Found(new() { Family = AddressFamily.InterNetwork }));
    }

    [Fact]
    public void A_flush_of_a_device_leaves_the_routes_that_have_ways_by_another()
    {
        _lab.Ip("route add 10.9.0.0/16 nexthop via 10.0.0.2 dev v0 nexthop via 10.0.1.2 dev v1");
        _lab.Ip("-6 route add fd09::/64 nexthop via fd00::2 dev v0 nexthop via fd01::2 dev v1");
        _lab.Ip("route add 10.8.0.0/16 via 10.0.0.2 dev v0");
        var filter = new RouteFilter { Device = "v0", Within = IPNetwork.Parse("10.8.0.0/15") };
        var filter6 = new RouteFilter { Device = "v0", Within = IPNetwork.Parse("fd09::/64") };

        Assert.Equal(2, Routes.List(filter).Count);
        Assert.Single(Routes.List(filter6));
        Assert.Equal(1, Routes.Flush(filter));
        Assert.Equal(0, Routes.Flush(filter6));

        Assert.Single(Routes.List(filter));
        Assert.Single(Routes.List(filter6));
    }

    [Fact]
    public void Ten_thousand_routes_are_added_read_without_objects_and_flushed()
    {
        const int Count = 10_000;
        NetlinkBatch batch = _lab.Namespace.Netlink.CreateBatch();
        for (int i = 0; i < Count; i++)
        {
            batch.Add(new Route(new IPNetwork(new IPAddress([172, (byte)(16 + (i >> 14)), (byte)(i >> 6), (byte)(i << 2)]), 30)) { Gateway = IPAddress.Parse("10.0.0.2"), Table = 100 });
        }

        Assert.All(batch.Execute(), result => Assert.True(result.IsSuccess, result.Exception?.Message));
        RouteFilter filter = new() { Table = 100, Family = AddressFamily.InterNetwork };
        (int Rows, long Sum) Read()
        {
            (int rows, long sum) = (0, 0);
            foreach (RouteRow row in Routes.EnumerateRows(filter))
            {
                (rows, sum) = (rows + 1, sum + row.PrefixLength + row.Gateway[3]);
            }

            return (rows, sum);
        }

        // The pool's arrays are made at first, and again where tests beside this one have them, or the collector took them.
        long least = long.MaxValue;
        for (int i = 0; i < 20 && least > 1000; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal((Count, 32L * Count), Read());
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, 0, 1000);
        Assert.Equal(Count, Routes.List(filter).Select(route => route.Destination).Distinct().Count());
        Assert.Equal(Count, Routes.Flush(filter));
        Assert.Empty(Routes.List(filter));
    }

    [Fact]
    public void A_batch_takes_objects_of_every_kind()
    {
        NetlinkBatch batch = _lab.Namespace.Netlink.CreateBatch();
        batch.Add(new InterfaceAddress("v0", "10.5.0.1/24")).Add(new Route("10.6.0.0/16") { Gateway = IPAddress.Parse("10.5.0.2") })
            .Add(new RoutingRule { Table = 5, Priority = 5 }).Add(new Neighbor("v0", IPAddress.Parse("10.5.0.2"), new([2, 0, 0, 0, 0, 9])))
            .Add(new NextHop(3) { Gateway = IPAddress.Parse("10.5.0.2"), Device = "v0" }).Add(new Route("10.7.0.0/16") { NextHopId = 3 })
            .Add(new Route("10.6.0.0/16") { Gateway = IPAddress.Parse("10.5.0.2") }).Delete(new Route("10.6.0.0/16")).Replace(new InterfaceAddress("v0", "10.5.0.1/24"));

        Errno[] results = [.. batch.Execute().Select(result => result.Errno)];

        Assert.Equal([0, 0, 0, 0, 0, 0, Errno.EEXIST, 0, 0], results);
        Assert.Contains("10.7.0.0/16 nhid 3 via 10.5.0.2", _lab.Ip("route"), StringComparison.Ordinal);
    }

    [Fact]
    public void Neighbor_tables_are_listed_and_their_parameters_changed()
    {
        NeighborTable neighbors = _lab.Namespace.Neighbors;

        neighbors.ChangeCache(new NeighborCache("arp_cache")
        {
            Device = "v0",
            Parameters = new() { UnicastProbes = 7, MulticastProbes = 8, QueueLength = 55, StaleTime = TimeSpan.FromSeconds(33), DelayProbeTime = TimeSpan.FromSeconds(4) },
        });

        string shown = _lab.Ip("ntable show dev v0 name arp_cache");
        Assert.All(["gc_stale 33000", "delay_probe 4000", "ucast_probes 7", "mcast_probes 8", "queue 55"], text => Assert.Contains(text, shown, StringComparison.Ordinal));
        int index = _lab.Namespace.Links.Get("v0").Index;
        NeighborCache read = Assert.Single(neighbors.ListCaches(), cache => cache.Name == "arp_cache" && cache.Device?.Index == index);
        Assert.Equal((7u, 8u, 55u), (read.Parameters!.UnicastProbes!.Value, read.Parameters.MulticastProbes!.Value, read.Parameters.QueueLength!.Value));
        Assert.Equal(
            new[] { ("arp_cache", AddressFamily.InterNetwork), ("ndisc_cache", AddressFamily.InterNetworkV6) },
            neighbors.ListCaches().Where(cache => cache.Device is null && cache.Counters is not null).Select(cache => (cache.Name, cache.Family)));
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => neighbors.ChangeCache(new NeighborCache("nothere") { Parameters = new() })).Errno);
    }
}
