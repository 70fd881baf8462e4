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

    /// <summary>The kernel takes the first rule that has all that is said for the one that is meant.</summary>
    [Theory]
    [InlineData("iif v0 table 10")]
    [InlineData("fwmark 7 table 10")]
    [InlineData("to 192.0.2.0/24 ipproto tcp table 10")]
    [InlineData("uidrange 0-0 table 10")]
    [InlineData("table 10 suppress_prefixlength 0")]
    public void A_rule_that_selects_by_more_is_not_deleted_for_the_one_that_is_meant(string more)
    {
        var meant = new RoutingRule { Priority = 100, From = IPNetwork.Parse("10.0.0.0/8"), Table = 10 };
        _lab.Ip($"rule add from 10.0.0.0/8 priority 100 {more}");
        _lab.Ip("rule add from 10.0.0.0/8 priority 100 table 10");
        string before = _lab.Ip("rule");

        NetlinkException error = Assert.Throws<NetlinkException>(() => Rules.Delete(meant));

        Assert.Equal(Errno.EEXIST, error.Errno);
        Assert.Equal(before, _lab.Ip("rule"));
        // From the first on, it goes; nor is it a hindrance behind.
        RoutingRule[] both = [.. Rules.List().Where(rule => rule.Priority == 100)];
        Rules.Delete(both[0]);
        Rules.Delete(meant);
        Assert.DoesNotContain(Rules.List(), rule => rule.Priority == 100);
        Rules.Add(meant);
        _lab.Ip($"rule add from 10.0.0.0/8 priority 100 {more}");
        Rules.Delete(meant);
        Assert.Equal([both[0]], Rules.List().Where(rule => rule.Priority == 100));
    }

    [Fact]
    public void A_rule_is_found_by_what_it_is_where_an_earlier_one_of_another_priority_has_more()
    {
        _lab.Ip("-batch -", """
            rule add from 10.0.0.0/8 iif v0 priority 50 table 10
            rule add from 10.0.0.0/8 priority 100 table 10

            """);

        Rules.Delete(new RoutingRule { From = IPNetwork.Parse("10.0.0.0/8") });

        Assert.Equal(50u, Assert.Single(Rules.List(), rule => rule.From is not null).Priority);
    }

    [Fact]
    public void What_is_said_of_a_part_deletes_the_first_that_has_it()
    {
        _lab.Ip("rule add from 10.0.0.0/8 iif v0 priority 50 table 10");

        Rules.Delete(new RoutingRule { Priority = 50 });

        Assert.DoesNotContain(Rules.List(), rule => rule.Priority == 50);
    }

    /// <summary>Newer than the ip that tests run with: the kernel tells what it has.</summary>
    [Fact]
    public void Dscp_and_flow_label_select_or_the_kernel_does_not_know_them()
    {
        RoutingRule[] rules =
        [
            new() { Dscp = 10, Table = 10, Priority = 5 }, new() { Family = AddressFamily.InterNetworkV6, Dscp = 0, Table = 10, Priority = 5 },
            new() { Family = AddressFamily.InterNetworkV6, FlowLabel = 0xab0de, FlowLabelMask = 0xff0ff, Table = 10, Priority = 6 },
            new() { Family = AddressFamily.InterNetworkV6, FlowLabel = 5, Table = 10, Priority = 7 },
        ];
        foreach (RoutingRule rule in rules)
        {
            string before = _lab.Ip("rule") + _lab.Ip("-6 rule");
            try
            {
                Rules.Add(rule);
            }
            catch (NetlinkException error) when (error.Errno == Errno.EOPNOTSUPP)
            {
                Assert.True(error.Property is "Dscp" or "FlowLabel");
                Assert.Equal(before, _lab.Ip("rule") + _lab.Ip("-6 rule"));
                continue;
            }

            RoutingRule found = Assert.Single(Rules.List(rule.Family), listed => listed.Priority == rule.Priority);
            Assert.Equal((rule.Dscp, rule.FlowLabel, rule.FlowLabel is null ? null : rule.FlowLabelMask ?? 0xfffff), (found.Dscp, found.FlowLabel, found.FlowLabelMask));
            Rules.Delete(rule);
            Assert.DoesNotContain(Rules.List(rule.Family), listed => listed.Priority == rule.Priority);
        }
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
        Assert.Equal((Errno.ENOENT, "delete rule 5: from 10.9.0.0/16 lookup 9"), (gone.Errno, gone.Operation));
    }
}
