using System.Net;
using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>What names too little is refused before the kernel takes it for everything.</summary>
public class HalfAKeyTests
{
    private static readonly Dictionary<string, RoutingRule> s_rules = new(StringComparer.Ordinal)
    {
        ["nothing"] = new(),
        ["not"] = new() { IsInverted = true },
        ["from all"] = new() { From = IPNetwork.Parse("0.0.0.0/0") },
        ["to all"] = new() { To = IPNetwork.Parse("0.0.0.0/0") },
        ["tos 0"] = new() { TypeOfService = 0 },
        ["fwmark 0"] = new() { Mark = 0 },
        ["tun_id 0"] = new() { TunnelId = 0 },
        ["table 0"] = new() { Table = default(RoutingTableId) },
        ["protocol 0"] = new() { Protocol = RouteProtocol.Unspecified },
        ["no l3mdev"] = new() { IsL3Master = false },
        ["dscp 5"] = new() { Dscp = 5 },
        ["-6 flowlabel 5"] = new() { Family = AddressFamily.InterNetworkV6, FlowLabel = 5 },
        ["any action"] = new() { Action = RuleAction.Unspecified },
        ["-6"] = new() { Family = AddressFamily.InterNetworkV6 },
        ["-6 from all"] = new() { From = IPNetwork.Parse("::/0") },
        ["-6 realms 5/6"] = new() { Family = AddressFamily.InterNetworkV6, Realms = new RouteRealms(5, 6) },
    };

    public static TheoryData<string> Rules => [.. s_rules.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_that_nothing_tells_from_the_first_is_not_deleted(string rule)
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);

        Assert.Throws<ArgumentException>(() => connection.Rules.Delete(s_rules[rule]));

        Assert.Empty(peer.Sent);
    }

    [Fact]
    public void A_rule_is_deleted_by_what_tells_it_from_others()
    {
        RoutingRule[] rules =
        [
            new() { Priority = 0 }, new() { Table = 5 }, new() { Mark = 0, MarkMask = 0xff }, new() { Realms = new RouteRealms(5, 6) }, new() { Protocol = RouteProtocol.Static },
            new() { SuppressPrefixLength = 0 }, new() { Action = RuleAction.Nop }, new() { InputDevice = "v0" },
        ];
        // Each looks at the rules first.
        FakePeer peer = new([.. rules.SelectMany(_ => (Func<uint[], byte[][]>[])[s => [Wire.DoneMessage(s[0])], s => [Wire.Ack(s[^1])]])]);
        using var connection = new NetlinkConnection(peer);

        Array.ForEach(rules, connection.Rules.Delete);

        Assert.Equal(2 * rules.Length, peer.Sent.Count);
    }

    [Fact]
    public void No_device_is_not_every_device()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);

        Assert.Throws<ArgumentException>(() => connection.Addresses.Flush(LinkReference.None));
        Assert.Throws<ArgumentException>(() => connection.Addresses.List(LinkReference.None));
        Assert.Throws<ArgumentException>(() => new AddressFilter { Device = LinkReference.None });
        Assert.Throws<ArgumentException>(() => new RouteFilter { Device = LinkReference.None });
        Assert.Throws<ArgumentException>(() => new NeighborFilter { Device = default(LinkReference) });
        Assert.Throws<ArgumentException>(() => connection.Qdiscs.Find(LinkReference.None));
        Assert.Throws<ArgumentException>(() => connection.NextHops.List(LinkReference.None));
        Assert.Throws<ArgumentException>(() => connection.Bridges.Forwarding.List(bridge: LinkReference.None));
        Assert.Null((new RouteFilter { Device = 3 } with { Device = null }).Device);

        Assert.Empty(peer.Sent);
    }

    [Fact]
    public void A_filter_of_priority_0_is_not_deleted_it_would_be_all_of_them()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);
        var filter = new MatchallFilter(3) { Parent = TrafficHandle.Ingress, Priority = 0 };

        Assert.Throws<ArgumentException>(() => connection.TrafficFilters.Delete(filter));
        Assert.Throws<ArgumentException>(() => connection.TrafficFilters.Change(filter));

        Assert.Empty(peer.Sent);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(300)]
    public void A_protocol_that_there_is_not_finds_no_route(int protocol)
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);

        Assert.Throws<ArgumentOutOfRangeException>(() => connection.Routes.Lookup(IPAddress.Loopback, new RouteLookup { IPProtocol = (ProtocolType)protocol }));

        Assert.Empty(peer.Sent);
    }

    [Fact]
    public void Timers_of_a_resilient_group_are_from_zero_to_what_fits()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResilientGroup { IdleTimer = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResilientGroup { UnbalancedTimer = TimeSpan.MaxValue });
        Assert.Equal(TimeSpan.Zero, new ResilientGroup { UnbalancedTimer = TimeSpan.Zero }.UnbalancedTimer);
    }

    [Fact]
    public void A_reported_device_is_the_link_of_its_index()
    {
        LinkReference reported = 7;
        LinkReference link = new Link("eth0") { Index = 7 };

        Assert.Equal(reported, link);
        Assert.Equal(reported.GetHashCode(), link.GetHashCode());
        Assert.NotEqual(LinkReference.FromLink(new Link("eth0") { Index = 8 }), link);
        Assert.NotEqual(LinkReference.FromName("eth0"), link);
        Assert.Equal(LinkReference.FromName("eth0"), LinkReference.FromName("eth0"));
        Assert.NotEqual(LinkReference.None, LinkReference.FromName("eth0"));
        Assert.Equal(LinkReference.None, default);
    }

    [Fact]
    public void A_policer_without_a_rate_is_refused_as_every_bad_argument()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);
        var filter = new MatchallFilter(3) { Parent = TrafficHandle.Ingress, Priority = 1, Actions = [new PoliceAction()] };

        Assert.Throws<ArgumentException>(() => connection.TrafficFilters.Add(filter));

        Assert.Empty(peer.Sent);
    }
}
