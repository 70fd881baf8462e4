using System.Net;
using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed class RuleRoundTripTests : IDisposable
{
    private static readonly Dictionary<string, RoutingRule> s_cases = new(StringComparer.Ordinal)
    {
        ["from 10.0.0.0/8 table 100"] = new() { From = IPNetwork.Parse("10.0.0.0/8"), Table = 100 },
        ["to 10.0.0.0/8 table 100000 priority 7"] = new() { To = IPNetwork.Parse("10.0.0.0/8"), Table = 100_000, Priority = 7 },
        ["from 10.1.1.1 to 192.0.2.0/24 priority 9"] = new() { From = IPNetwork.Parse("10.1.1.1/32"), To = IPNetwork.Parse("192.0.2.0/24"), Priority = 9 },
        ["iif v0 table 10"] = new() { InputDevice = "v0", Table = 10 },
        ["oif nothere table 10"] = new() { OutputDevice = "nothere", Table = 10 },
        ["fwmark 0x10 table 10"] = new() { Mark = 0x10, Table = 10 },
        ["fwmark 0x10/0xf0 table 10"] = new() { Mark = 0x10, MarkMask = 0xf0, Table = 10 },
        ["tos 0x10 table 10"] = new() { TypeOfService = 0x10, Table = 10 },
        ["ipproto tcp sport 80 dport 1000-2000 table 10"] = new() { IPProtocol = ProtocolType.Tcp, SourcePorts = 80, DestinationPorts = new(1000, 2000), Table = 10 },
        ["ipproto icmp table 10"] = new() { IPProtocol = ProtocolType.Icmp, Table = 10 },
        // The only user that a user namespace made without privilege has.
        ["uidrange 0-0 table 10"] = new() { UserIds = new(0, 0), Table = 10 },
        ["tun_id 77 table 10"] = new() { TunnelId = 77, Table = 10 },
        ["l3mdev priority 1000"] = new() { IsL3Master = true, Priority = 1000 },
        ["suppress_prefixlength 0 table main"] = new() { SuppressPrefixLength = 0, Table = RoutingTableId.Main },
        ["suppress_ifgroup 5 table main"] = new() { SuppressGroup = 5, Table = RoutingTableId.Main },
        ["priority 50 goto 32766"] = new() { Priority = 50, GoTo = 32766 },
        ["priority 50 goto 60"] = new() { Priority = 50, GoTo = 60, Action = RuleAction.GoTo },
        ["priority 50 nop"] = new() { Priority = 50, Action = RuleAction.Nop },
        ["priority 50 blackhole"] = new() { Priority = 50, Action = RuleAction.Blackhole },
        ["priority 50 unreachable from 10.0.0.0/8"] = new() { Priority = 50, Action = RuleAction.Unreachable, From = IPNetwork.Parse("10.0.0.0/8") },
        ["priority 50 prohibit"] = new() { Priority = 50, Action = RuleAction.Prohibit },
        ["not from 10.0.0.0/8 table 10"] = new() { IsInverted = true, From = IPNetwork.Parse("10.0.0.0/8"), Table = 10 },
        ["from 10.0.0.0/8 table 10 protocol static"] = new() { From = IPNetwork.Parse("10.0.0.0/8"), Table = 10, Protocol = RouteProtocol.Static },
        ["from 10.0.0.0/8 realms 3/5 table 10"] = new() { From = IPNetwork.Parse("10.0.0.0/8"), Table = 10, Realms = new(3, 5) },
        ["-6 from 2001:db8::/32 table 10"] = new() { From = IPNetwork.Parse("2001:db8::/32"), Table = 10 },
        ["-6 to 2001:db8::1 oif v0 fwmark 1 priority 3"] = new() { To = IPNetwork.Parse("2001:db8::1/128"), OutputDevice = "v0", Mark = 1, Priority = 3 },
        ["-6 table 10 priority 12"] = new() { Family = AddressFamily.InterNetworkV6, Table = 10, Priority = 12 },
    };

    private readonly Lab _lab = RoutingLab.Create();

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    private RuleTable Rules => _lab.Namespace.Rules;

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_ip_writes_and_what_we_write_is_the_same(string rule)
    {
        RoutingRule ours = s_cases[rule];
        string family = ours.Family == AddressFamily.InterNetworkV6 ? "-6" : "-4";
        new RoundTrip<RoutingRule> { Lab = _lab, Show = $"-j -d {family} rule", List = () => Rules.List(), Add = Rules.Add, Delete = Rules.Delete }
            .Check($"{family} rule add {rule.Replace("-6 ", "", StringComparison.Ordinal)}", ours);
    }

    [Fact]
    public void The_kernels_own_rules_are_listed_in_order()
    {
        Assert.Equal([0u, 32766u, 32767u], Rules.List(AddressFamily.InterNetwork).Select(rule => rule.Priority!.Value));
        Assert.Equal([0u, 32766u], Rules.List(AddressFamily.InterNetworkV6).Select(rule => rule.Priority!.Value));
        Assert.Equal(RoutingTableId.Local, Rules.List()[0].Table);
    }

    [Fact]
    public void A_flush_leaves_the_rule_for_the_machines_own_addresses()
    {
        Rules.Add(new RoutingRule { Priority = 5, Table = 10, Protocol = RouteProtocol.Static });

        Assert.Equal(1, Rules.Flush(AddressFamily.InterNetwork, RouteProtocol.Static));
        Assert.Equal(2, Rules.Flush(AddressFamily.InterNetwork));

        Assert.Equal(0u, Assert.Single(Rules.List(AddressFamily.InterNetwork)).Priority);
        Assert.Equal(2, Rules.List(AddressFamily.InterNetworkV6).Count);
    }

    [Fact]
    public async Task Rules_are_added_and_deleted_without_blocking()
    {
        var rule = new RoutingRule { From = IPNetwork.Parse("10.9.0.0/16"), Table = 9, Priority = 5 };
        await Rules.AddAsync(rule, TestContext.Current.CancellationToken);
        Assert.Contains(await Rules.ListAsync(cancellationToken: TestContext.Current.CancellationToken), found => found.From == rule.From);
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Rules.Add(rule)).Errno);
        await Rules.DeleteAsync(rule, TestContext.Current.CancellationToken);
        NetlinkException gone = Assert.Throws<NetlinkException>(() => Rules.Delete(rule));
        Assert.Equal((Errno.ENOENT, "delete rule 5: from 10.9.0.0/16"), (gone.Errno, gone.Operation));
    }
}
