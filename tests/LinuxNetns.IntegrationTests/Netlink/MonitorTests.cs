using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed class MonitorTests : IDisposable
{
    private static readonly NetlinkMonitorOptions s_links = new() { Topics = NetlinkTopics.Links };

    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task What_is_there_comes_first_and_then_the_news_in_order()
    {
        _lab.Ip("link add va type veth peer vb");
        await using EventReader reader = await EventReader.StartAsync(_lab, s_links);

        _lab.Ip("link set va mtu 1400");
        _lab.Ip("link del va");
        _lab.Ip("link add last type bridge");
        List<NetlinkEvent> news = await reader.UntilLinkAsync("last");

        Assert.Equal(["lo", "vb", "va"], reader.Existing.Select(Name));
        Assert.All(reader.Existing, e => Assert.Equal((NetlinkEventKind.Existing, NetlinkTopics.Links, null), (e.Kind, e.Topic, e.NetnsId)));
        Assert.Contains(news, e => e is { Kind: NetlinkEventKind.Changed, Item: VethLink { Name: "va", Mtu: 1400 } });
        Assert.Equal(["va", "vb"], news.Where(e => e.Kind == NetlinkEventKind.Removed).Select(Name).Order());
        Assert.Equal(NetlinkEventKind.Added, news[^1].Kind);
        Assert.IsType<BridgeLink>(news[^1].Item);
    }

    [Fact]
    public async Task Without_what_is_there_the_known_is_known_all_the_same()
    {
        await using EventReader reader = await EventReader.StartAsync(_lab, s_links with { IncludeExisting = false });

        _lab.Ip("link set lo up");

        Assert.Empty(reader.Existing);
        Assert.Equal((NetlinkEventKind.Changed, "lo"), await reader.NextAsync() is var e ? (e.Kind, Name(e)) : default);
    }

    [Fact]
    public async Task A_port_that_leaves_a_bridge_is_no_link_that_ends()
    {
        await using EventReader reader = await EventReader.StartAsync(_lab, s_links);

        _lab.Ip("link add br0 type bridge");
        _lab.Ip("link add va type veth peer vb");
        _lab.Ip("link set va master br0");
        _lab.Ip("link set va nomaster");
        _lab.Ip("link add last type bridge");

        Assert.DoesNotContain(await reader.UntilLinkAsync("last"), e => e.Kind == NetlinkEventKind.Removed);
    }

    [Fact]
    public async Task Ids_and_settings_are_told()
    {
        using var other = new Lab();
        await using EventReader reader = await EventReader.StartAsync(_lab, new NetlinkMonitorOptions { Topics = NetlinkTopics.NetnsIds | NetlinkTopics.NetworkConfigurations });

        _lab.Namespace.NetnsIds.Set(other.Namespace.Handle, 5);
        Sysctl("net/ipv4/conf/lo/forwarding", "1");

        Assert.Contains(reader.Existing, e => e.Item is NetworkConfiguration { Family: AddressFamily.InterNetwork, IsAll: true, Forwarding: false, ReversePathFilter: not null });
        Assert.Contains(reader.Existing, e => e.Item is NetworkConfiguration { Family: AddressFamily.InterNetworkV6, IsDefault: true });
        NetlinkEvent id = await reader.NextAsync();
        Assert.Equal((NetlinkEventKind.Added, (object)new NetnsIdEntry(5, null)), (id.Kind, id.Item!));
        NetlinkEvent change = await reader.NextAsync();
        Assert.Equal(NetlinkEventKind.Changed, change.Kind);
        NetworkConfiguration set = Assert.IsType<NetworkConfiguration>(change.Item);
        Assert.Equal((AddressFamily.InterNetwork, 1, true, null), (set.Family, set.Link!.Value.Index, set.Forwarding, set.ReversePathFilter));
    }

    [Fact]
    public async Task A_family_is_kept_apart()
    {
        await using EventReader reader = await EventReader.StartAsync(
            _lab, new NetlinkMonitorOptions { Topics = NetlinkTopics.NetworkConfigurations | NetlinkTopics.Links, Family = AddressFamily.InterNetworkV6 });

        Sysctl("net/ipv4/conf/lo/forwarding", "1");
        Sysctl("net/ipv6/conf/lo/forwarding", "1");

        Assert.All(reader.Existing.Select(e => e.Item).OfType<NetworkConfiguration>(), item => Assert.Equal(AddressFamily.InterNetworkV6, item.Family));
        Assert.Equal(AddressFamily.InterNetworkV6, Assert.IsType<NetworkConfiguration>((await reader.NextAsync()).Item).Family);
    }

    [Theory]
    [InlineData(NetlinkResync.Differences)]
    [InlineData(NetlinkResync.NoticeOnly)]
    public async Task After_lost_events_the_state_is_that_of_a_fresh_list(NetlinkResync resync)
    {
        await using EventReader reader = await EventReader.StartAsync(_lab, s_links with { ReceiveBufferSize = 4096, Resync = resync });
        var known = reader.Existing.ToDictionary(e => ((Link)e.Item!).Index, Name);

        _lab.Ip("-batch -", string.Concat(Enumerable.Range(0, 60).Select(i => $"link add v{i} type veth peer p{i}\n")));
        _lab.Ip("-batch -", string.Concat(Enumerable.Range(0, 30).Select(i => $"link del v{i}\n")) + "link set v40 name moved\n");
        var events = new List<NetlinkEvent>();
        events.AddRange(await reader.UntilAsync(NetlinkEventKind.Resync));
        if (resync == NetlinkResync.Differences)
        {
            events.AddRange(await reader.UntilAsync(NetlinkEventKind.Listening));
        }

        _lab.Ip("link add last type bridge");
        events.AddRange(await reader.UntilLinkAsync("last"));

        foreach (NetlinkEvent e in events.Where(e => e.Item is not null))
        {
            _ = e.Kind == NetlinkEventKind.Removed ? known.Remove(((Link)e.Item!).Index) : (known[((Link)e.Item!).Index] = Name(e)) is null;
        }

        Dictionary<int, string> fresh = _lab.Namespace.Links.List().ToDictionary(link => link.Index, link => link.Name);
        if (resync == NetlinkResync.Differences)
        {
            Assert.Equal(fresh.OrderBy(pair => pair.Key), known.OrderBy(pair => pair.Key));
        }
        else
        {
            // Were nothing lost, the other half of the test would prove nothing.
            Assert.NotEqual(fresh.OrderBy(pair => pair.Key), known.OrderBy(pair => pair.Key));
        }
    }

    [Fact]
    public async Task All_namespaces_that_have_an_id_are_heard()
    {
        using var one = new Lab();
        using var two = new Lab();
        _lab.Namespace.NetnsIds.Set(one.Namespace.Handle, 11);
        one.Ip("link add early type bridge");
        await using EventReader reader = await EventReader.StartAsync(_lab, s_links with { AllNetnsIds = true });

        two.Ip("link add quiet type bridge");
        one.Ip("link add loud type bridge");
        one.Ip("link del early");
        List<NetlinkEvent> first = await reader.UntilAsync(e => e.Kind == NetlinkEventKind.Removed);
        _lab.Namespace.NetnsIds.Set(two.Namespace.Handle, 22);
        List<NetlinkEvent> welcome = await reader.UntilLinkAsync("quiet");
        two.Ip("link del quiet");
        _lab.Ip("link add last type bridge");
        List<NetlinkEvent> end = await reader.UntilLinkAsync("last");

        Assert.Contains(reader.Existing, e => e is { NetnsId: 11, Item: Link { Name: "early" } });
        Assert.Contains(reader.Existing, e => e is { NetnsId: null, Item: Link { Name: "lo" } });
        Assert.DoesNotContain(first, e => e.NetnsId != 11);
        Assert.Contains(first, e => e is { Kind: NetlinkEventKind.Added, Item: Link { Name: "loud" } });
        Assert.All(welcome, e => Assert.Equal((22, NetlinkEventKind.Existing), (e.NetnsId, e.Kind)));
        Assert.Contains(end, e => e is { Kind: NetlinkEventKind.Removed, NetnsId: 22, Item: Link { Name: "quiet" } });
        Assert.Null(end[^1].NetnsId);
    }

    [Fact]
    public async Task After_lost_events_the_links_of_other_namespaces_are_compared_too()
    {
        using var one = new Lab();
        _lab.Namespace.NetnsIds.Set(one.Namespace.Handle, 11);
        await using EventReader reader = await EventReader.StartAsync(_lab, s_links with { AllNetnsIds = true, ReceiveBufferSize = 4096 });

        one.Ip("-batch -", string.Concat(Enumerable.Range(0, 40).Select(i => $"link add v{i} type veth peer p{i}\n")));
        List<NetlinkEvent> events = [.. await reader.UntilAsync(NetlinkEventKind.Resync), .. await reader.UntilAsync(NetlinkEventKind.Listening)];

        Assert.Equal(
            one.Namespace.Links.List().Select(link => link.Name).Order(),
            reader.Existing.Concat(events).Where(e => e.NetnsId == 11).Select(Name).Distinct().Order());
    }

    [Fact]
    public async Task After_lost_events_everything_is_that_of_a_fresh_list()
    {
        await using EventReader reader = await EventReader.StartAsync(_lab, new NetlinkMonitorOptions { ReceiveBufferSize = 4096 });
        var known = new Dictionary<string, object>();
        Follow(known, reader.Existing);

        // Five times: a loss, and a list that the next loss finds known.
        for (int round = 0; round < 5; round++)
        {
            _lab.Ip("-batch -", Script(round));
            List<NetlinkEvent> events = [.. await reader.UntilAsync(NetlinkEventKind.Resync), .. await reader.UntilAsync(NetlinkEventKind.Listening)];
            _lab.Ip($"link add last{round} type bridge");
            events.AddRange(await reader.UntilAsync(e => e.Item is Link link && link.Name == $"last{round}"));
            Follow(known, events);
        }

        // Addresses become usable, and links get carrier, in their own time: what was equal need not be so a moment later.
        (string[] Missing, string[] Left) differences = Differences();
        for (int i = 0; i < 100 && differences is not ([], []); i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            _lab.Ip($"link add mark{i} type bridge");
            Follow(known, await reader.UntilLinkAsync($"mark{i}"));
            differences = Differences();
        }

        Assert.Equal(([], []), differences);
        Assert.True(known.Count > 60, $"only {known.Count} objects");

        (string[] Missing, string[] Left) Differences()
        {
            HashSet<string> fresh = Fresh();
            return ([.. fresh.Except(Known())], [.. Known().Except(fresh)]);
        }

        HashSet<string> Known() => [.. known.Keys.Where(key => !key.StartsWith("netconf", StringComparison.Ordinal))];

        HashSet<string> Fresh()
        {
            NetworkNamespace ns = _lab.Namespace;
            object[] all =
            [
                .. ns.Links.List(), .. ns.Addresses.List(), .. ns.Routes.List(new RouteFilter { Table = null }), .. ns.Rules.List(), .. ns.NextHops.List(),
                .. ns.Neighbors.List().Where(neighbor => !IsSilent(neighbor)),
            ];
            return [.. all.Select(Key)];
        }

        static string Script(int round) => string.Concat(Enumerable.Range(0, 25).Select(i =>
            $"""
            link add v{round}x{i} type veth peer p{round}x{i}
            link set v{round}x{i} up
            link set p{round}x{i} up
            addr add 10.{round}.{i}.1/24 dev v{round}x{i}
            addr add fd00:{round}:{i}::1/64 dev v{round}x{i} nodad
            route add 172.{16 + round}.{i}.0/24 via 10.{round}.{i}.2
            route append 172.{16 + round}.{i}.0/24 via 10.{round}.{i}.3
            route add fd01:{round}:{i}::/64 via fd00:{round}:{i}::2
            rule add from 10.{round}.{i}.0/24 priority {1000 + i} table 7
            neigh add 10.{round}.{i}.9 lladdr 02:00:00:00:00:01 dev v{round}x{i}
            nexthop add id {(100 * round) + i + 1} via 10.{round}.{i}.5 dev v{round}x{i}

            """)) + (round == 0 ? "" : string.Concat(Enumerable.Range(0, 25).Select(i => $"link del v{round - 1}x{i}\nrule del priority {1000 + i}\n")));
    }

    [Fact]
    public async Task Events_are_those_of_ip_monitor_in_its_order()
    {
        using Process ip = _lab.Start("ip", "-o monitor all label");
        var lines = new List<string>();
        for (int i = 0; !lines.Exists(line => line.Contains("probe", StringComparison.Ordinal)); i++)
        {
            Assert.InRange(i, 0, 200);
            _lab.Ip($"link add probe{i} type bridge");
            Task<string?> line = ip.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
            while (await Task.WhenAny(line, Task.Delay(100, TestContext.Current.CancellationToken)) != line && i < 200)
            {
                _lab.Ip($"link add probe{++i} type bridge");
            }

            lines.Add((await line)!);
        }

        await using EventReader reader = await EventReader.StartAsync(_lab, new NetlinkMonitorOptions { IncludeExisting = false });
        _lab.Ip("-batch -", """
            link add begin type bridge
            link add va type veth peer vb
            link set va up
            link set vb up
            addr add 10.0.0.1/24 dev va
            addr add 10.0.0.7/32 peer 10.0.0.8 dev vb
            addr add fd00::1/64 dev va nodad
            route add 10.9.0.0/16 via 10.0.0.2
            route replace 10.9.0.0/16 via 10.0.0.3 mtu 1300
            route append 10.9.0.0/16 via 10.0.0.4
            route add blackhole 10.10.0.0/16
            route add 10.11.0.0/16 nexthop via 10.0.0.2 weight 2 nexthop via 10.0.0.3
            route add fd01::/32 via fd00::2 metric 77
            route append fd01::/32 via fd00::3 metric 77
            route del fd01::/32 via fd00::2 metric 77
            rule add from 10.0.0.0/8 priority 100 table 7
            rule add from 10.0.0.0/8 priority 100 table 8
            rule del from 10.0.0.0/8 priority 100 table 7
            neigh add 10.0.0.9 lladdr 02:00:00:00:00:01 dev va
            neigh change 10.0.0.9 lladdr 02:00:00:00:00:02 dev va
            neigh del 10.0.0.9 dev va
            nexthop add id 5 via 10.0.0.2 dev va
            nexthop del id 5
            addr del 10.0.0.7/32 peer 10.0.0.8 dev vb
            route del 10.9.0.0/16
            link set va mtu 1400
            link set va down
            link del va
            link add last type bridge
            """);
        var theirs = new List<string>();
        while (theirs is not [.., "link +last"])
        {
            if (Token((await ip.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!) is { } token)
            {
                theirs.Add(token);
            }
        }

        List<string> ours = [.. (await reader.UntilLinkAsync("last")).Where(e => e.Topic != NetlinkTopics.NetworkConfigurations).Select(Token)];
        ip.Kill();

        Assert.Equal(theirs[theirs.IndexOf("link +begin")..], ours[ours.IndexOf("link +begin")..]);
        Assert.True(theirs.Count > 50, $"only {theirs.Count} events");
        Assert.All(["link -va", "addr -10.0.0.7/32", "route +10.11.0.0/16", "route -fd01::/32", "rule -100", "neigh -10.0.0.9", "nexthop -5"], token => Assert.Contains(token, ours));
    }

    [Fact]
    public async Task Starting_and_stopping_leaves_neither_descriptor_nor_thread()
    {
        for (int i = 0; i < 3; i++)
        {
            await (await EventReader.StartAsync(_lab)).DisposeAsync();
        }

        int descriptors = Directory.GetFileSystemEntries("/proc/self/fd").Length;
        for (int i = 0; i < 200; i++)
        {
            EventReader[] several = await Task.WhenAll(Enumerable.Range(0, 1 + (i % 3)).Select(_ => EventReader.StartAsync(_lab)));
            await Task.WhenAll(several.Select(reader => reader.DisposeAsync().AsTask()));
        }

        // Other tests run beside, and have theirs open for a moment; one for each round would be 200.
        Assert.True(SpinWait.SpinUntil(() => Directory.GetFileSystemEntries("/proc/self/fd").Length <= descriptors + 100, TimeSpan.FromSeconds(TestTimeout.Seconds(30))));
    }

    [Fact]
    public async Task Cancellation_ends_a_reader_that_waits()
    {
        using var stop = new CancellationTokenSource();
        await using IAsyncEnumerator<NetlinkEvent> events = _lab.Namespace.MonitorAsync(s_links with { IncludeExisting = false }, stop.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        ValueTask<bool> next = events.MoveNextAsync();
        Assert.False(next.IsCompleted);

        await stop.CancelAsync();

        OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        Assert.True(error.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public async Task Disposing_of_the_namespace_ends_its_streams()
    {
        using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        await using IAsyncEnumerator<NetlinkEvent> events = ns.MonitorAsync(s_links with { IncludeExisting = false }, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await events.MoveNextAsync());
        ValueTask<bool> next = events.MoveNextAsync();

        ns.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await next);
        Assert.Throws<ObjectDisposedException>(() => ns.MonitorAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_monitor_hears_what_happened_since_it_was_opened_and_is_read_once()
    {
        using var monitor = NetlinkMonitor.Open(new NetlinkMonitorOptions { Topics = NetlinkTopics.Links });
        await using IAsyncEnumerator<NetlinkEvent> events = monitor.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        Assert.True(await events.MoveNextAsync());
        Assert.Equal("lo", Name(events.Current));
        await using IAsyncEnumerator<NetlinkEvent> second = monitor.ReadAllAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await second.MoveNextAsync());
    }

    /// <summary>What a line of <c>ip -o monitor all label</c> tells; null for what is told without an order that could be compared.</summary>
    private static string? Token(string line)
    {
        Match parts = Regex.Match(line, @"^\[(\w+)\](Deleted )?(.*)$");
        string sign = parts.Groups[2].Length > 0 ? "-" : "+";
        string[] words = parts.Groups[3].Value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Groups[1].Value switch
        {
            "LINK" => $"link {sign}{words[1].TrimEnd(':').Split('@')[0]}",
            "ADDR" => $"addr {sign}{(words[4] == "peer" ? $"{words[3]}/{words[5].Split('/')[1]}" : words[3])}",
            "ROUTE" => $"route {sign}{Prefix(words.First(word => word is "default" || char.IsAsciiHexDigit(word[0]) && word.IndexOfAny(['.', ':']) > 0))}",
            "RULE" => $"rule {sign}{words[0].TrimEnd(':')}",
            "NEXTHOP" => $"nexthop {sign}{words[1]}",
            // An entry of a bridge's forwarding table, which we leave out.
            "NEIGH" when words[0] == "dev" => null,
            "NEIGH" => $"neigh {sign}{words[0]}",
            "NETCONF" => null,
            _ => line,
        };

        static string Prefix(string text) => text.Contains('/', StringComparison.Ordinal) ? text : text + (text.Contains(':', StringComparison.Ordinal) ? "/128" : "/32");
    }

    private static string Token(NetlinkEvent e)
    {
        string sign = e.Kind == NetlinkEventKind.Removed ? "-" : "+";
        return e.Item switch
        {
            Link link => $"link {sign}{link.Name}",
            InterfaceAddress address => $"addr {sign}{address.Address}/{address.PrefixLength}",
            Route route => $"route {sign}{route.Destination}",
            RoutingRule rule => $"rule {sign}{rule.Priority}",
            Neighbor neighbor => $"neigh {sign}{neighbor.Address}",
            NextHop hop => $"nexthop {sign}{hop.Id}",
            _ => e.ToString(),
        };
    }

    private static void Follow(Dictionary<string, object> known, IEnumerable<NetlinkEvent> events)
    {
        foreach (NetlinkEvent e in events.Where(e => e.Item is not null && !IsSilent(e.Item)))
        {
            _ = e.Kind == NetlinkEventKind.Removed ? known.Remove(Key(e.Item!)) : (known[Key(e.Item!)] = e.Item!) is null;
        }
    }

    /// <summary>Sending to a group makes an entry, of which the kernel tells no one: <c>ip monitor neigh</c> never shows what <c>ip neigh show nud noarp</c> lists.</summary>
    private static bool IsSilent(object item) => item is Neighbor { State: NeighborStates.NoArp, Address.IsIPv6Multicast: true };

    private static string Key(object item) => item switch
    {
        Link link => $"link {link.Index} {link.Name} {link.Mtu}",
        InterfaceAddress address => $"addr {address.Device} {address.Address}/{address.PrefixLength}",
        Route route => $"route {route.Table} {route.Destination} {route.Priority} {route.Gateway} {route.Device}",
        RoutingRule rule => $"rule {rule.Priority} {rule.From} {rule.Table}",
        Neighbor neighbor => $"neigh {neighbor.Device} {neighbor.Address}",
        NextHop hop => $"nexthop {hop.Id}",
        NetworkConfiguration item1 => $"netconf {item1.Family} {item1.Link} {item1.IsAll}",
        _ => $"{item}",
    };

    private static string Name(NetlinkEvent e) => Assert.IsAssignableFrom<Link>(e.Item).Name;

    private void Sysctl(string path, string value) => _lab.Namespace.ExecAsync("sh", ["-c", $"echo {value} > /proc/sys/{path}"], cancellationToken: TestContext.Current.CancellationToken).GetAwaiter().GetResult().EnsureSuccess();
}
