using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>As <see cref="QdiscTests"/>.</summary>
public sealed partial class TrafficFilterTests : IDisposable
{
    private static readonly Dictionary<string, Func<string, TrafficFilter>> s_cases = new()
    {
        ["ingress protocol ip pref 10 u32 match ip src 10.1.0.0/16 action mirred egress redirect dev vd"] = d => new U32Filter(d)
        {
            Parent = TrafficHandle.Ingress, Protocol = TrafficProtocol.IPv4, Priority = 10, Keys = U32Key.Match(AddressFamily.InterNetwork, source: IPNetwork.Parse("10.1.0.0/16")),
            Actions = [new MirredAction(MirredMode.EgressRedirect, "vd")],
        },
        ["egress protocol ip pref 10 u32 match ip dst 10.1.2.3/32 match ip protocol 6 0xff match ip sport 80 0xffff match ip dport 8080 0xffff action mirred egress mirror dev vd"] =
            d => new U32Filter(d)
            {
                Parent = TrafficHandle.Egress, Protocol = TrafficProtocol.IPv4, Priority = 10,
                Keys = U32Key.Match(AddressFamily.InterNetwork, destination: IPNetwork.Parse("10.1.2.3/32"), protocol: 6, sourcePort: 80, destinationPort: 8080),
                Actions = [new MirredAction(MirredMode.EgressMirror, "vd")],
            },
        ["egress protocol ipv6 pref 7 u32 match ip6 src 2001:db8::/33 match ip6 dst fd00:1:2:3:4:5:6:7/128 match ip6 protocol 17 0xff match ip6 dport 53 0xffff action mirred ingress redirect dev vd"] =
            d => new U32Filter(d)
            {
                Parent = TrafficHandle.Egress, Protocol = TrafficProtocol.IPv6, Priority = 7,
                Keys = U32Key.Match(AddressFamily.InterNetworkV6, IPNetwork.Parse("2001:db8::/33"), IPNetwork.Parse("fd00:1:2:3:4:5:6:7/128"), 17, destinationPort: 53),
                Actions = [new MirredAction(MirredMode.IngressRedirect, "vd")],
            },
        ["ingress protocol all pref 1 u32 match u32 0 0 action mirred ingress mirror dev vd"] = d => new U32Filter(d)
        {
            Parent = TrafficHandle.Ingress, Priority = 1, Keys = [new U32Key(0, 0, 0)], Actions = [new MirredAction(MirredMode.IngressMirror, "vd")],
        },
        ["parent 1: protocol ip pref 3 u32 match ip protocol 17 0xff flowid 1:10"] = d => new U32Filter(d)
        {
            Parent = "1:", Protocol = TrafficProtocol.IPv4, Priority = 3, Keys = U32Key.Match(AddressFamily.InterNetwork, protocol: 17), ClassId = "1:10",
        },
        ["ingress protocol ip pref 2 u32 match ip dport 9 0xffff action drop"] = d => new U32Filter(d)
        {
            Parent = TrafficHandle.Ingress, Protocol = TrafficProtocol.IPv4, Priority = 2, Keys = U32Key.Match(AddressFamily.InterNetwork, destinationPort: 9), Actions = [GactAction.Drop],
        },
        ["ingress protocol all pref 5 matchall action drop"] = d => new MatchallFilter(d) { Parent = TrafficHandle.Ingress, Priority = 5, Actions = [GactAction.Drop] },
        ["parent 1: protocol all pref 5 matchall classid 1:10"] = d => new MatchallFilter(d) { Parent = "1:", Priority = 5, ClassId = "1:10" },
        ["egress protocol all pref 5 matchall action pass"] = d => new MatchallFilter(d) { Parent = TrafficHandle.Egress, Priority = 5, Actions = [GactAction.Pass] },
        ["ingress protocol all pref 5 matchall action police rate 8mbit burst 20000 conform-exceed drop/pipe mtu 3000 action mirred egress redirect dev vd"] = d => new MatchallFilter(d)
        {
            Parent = TrafficHandle.Ingress, Priority = 5,
            Actions =
            [
                new PoliceAction { Rate = 8_000_000, Burst = 20000, Mtu = 3000, Exceed = TrafficVerdict.Drop, Conform = TrafficVerdict.Pipe },
                new MirredAction(MirredMode.EgressRedirect, "vd"),
            ],
        },
        ["ingress protocol all pref 5 matchall action police pkts_rate 1000 pkts_burst 100 conform-exceed drop"] = d => new MatchallFilter(d)
        {
            Parent = TrafficHandle.Ingress, Priority = 5, Actions = [new PoliceAction { PacketRate = 1000, PacketBurst = 100, Exceed = TrafficVerdict.Drop }],
        },
        ["ingress protocol ip pref 4 flower src_ip 10.0.0.0/8 dst_ip 10.1.2.3 ip_proto tcp src_port 1 dst_port 80 action drop"] = d => new FlowerFilter(d)
        {
            Parent = TrafficHandle.Ingress, Protocol = TrafficProtocol.IPv4, Priority = 4, Source = IPNetwork.Parse("10.0.0.0/8"), Destination = IPNetwork.Parse("10.1.2.3/32"),
            IPProtocol = 6, SourcePort = 1, DestinationPort = 80, Actions = [GactAction.Drop],
        },
        ["ingress protocol ipv6 pref 4 flower src_ip 2001:db8::/32 ip_proto udp dst_port 53 action mirred egress redirect dev vd"] = d => new FlowerFilter(d)
        {
            Parent = TrafficHandle.Ingress, Protocol = TrafficProtocol.IPv6, Priority = 4, Source = IPNetwork.Parse("2001:db8::/32"), IPProtocol = 17, DestinationPort = 53,
            Actions = [new MirredAction(MirredMode.EgressRedirect, "vd")],
        },
        ["ingress protocol all pref 4 flower dst_mac 02:00:00:00:00:01 src_mac 02:00:00:00:00:02 action pass"] = d => new FlowerFilter(d)
        {
            Parent = TrafficHandle.Ingress, Priority = 4, EthernetDestination = PhysicalAddress.Parse("02-00-00-00-00-01"), EthernetSource = PhysicalAddress.Parse("02-00-00-00-00-02"),
            Actions = [GactAction.Pass],
        },
        ["ingress protocol 802.1q pref 4 flower vlan_id 7 vlan_prio 3 vlan_ethtype ip dst_ip 10.0.0.1 action drop"] = d => new FlowerFilter(d)
        {
            Parent = TrafficHandle.Ingress, Protocol = TrafficProtocol.Vlan, Priority = 4, VlanId = 7, VlanPriority = 3, VlanProtocol = TrafficProtocol.IPv4,
            Destination = IPNetwork.Parse("10.0.0.1/32"), Actions = [GactAction.Drop],
        },
        ["ingress protocol ip pref 4 flower ip_proto icmp type 8 code 0 action drop"] = d => new FlowerFilter(d)
        {
            Parent = TrafficHandle.Ingress, Protocol = TrafficProtocol.IPv4, Priority = 4, IPProtocol = 1, IcmpType = 8, IcmpCode = 0, Actions = [GactAction.Drop],
        },
        ["parent 1: protocol ip pref 4 flower ip_tos 16 ip_ttl 64 classid 1:10"] = d => new FlowerFilter(d)
        {
            Parent = "1:", Protocol = TrafficProtocol.IPv4, Priority = 4, TypeOfService = 16, TimeToLive = 64, ClassId = "1:10",
        },
        ["ingress protocol all pref 5 matchall skip_hw action drop"] = d => new MatchallFilter(d) { Parent = TrafficHandle.Ingress, Priority = 5, SkipHardware = true, Actions = [GactAction.Drop] },
        ["ingress protocol ip pref 4 flower dst_ip 10.1.2.3 skip_hw action drop"] = d => new FlowerFilter(d)
        {
            Parent = TrafficHandle.Ingress, Protocol = TrafficProtocol.IPv4, Priority = 4, Destination = IPNetwork.Parse("10.1.2.3/32"), SkipHardware = true, Actions = [GactAction.Drop],
        },
        ["ingress protocol ip pref 2 u32 skip_hw match ip dport 9 0xffff action drop"] = d => new U32Filter(d)
        {
            Parent = TrafficHandle.Ingress, Protocol = TrafficProtocol.IPv4, Priority = 2, Keys = U32Key.Match(AddressFamily.InterNetwork, destinationPort: 9), SkipHardware = true,
            Actions = [GactAction.Drop],
        },
        // As the kernel of this test may lack gact.
        ["egress protocol ip pref 2 u32 skip_hw match ip dport 9 0xffff action mirred egress mirror dev vd"] = d => new U32Filter(d)
        {
            Parent = TrafficHandle.Egress, Protocol = TrafficProtocol.IPv4, Priority = 2, Keys = U32Key.Match(AddressFamily.InterNetwork, destinationPort: 9), SkipHardware = true,
            Actions = [new MirredAction(MirredMode.EgressMirror, "vd")],
        },
    };

    private readonly Lab _lab = new();

    public TrafficFilterTests()
    {
        _lab.Ip("-batch -", "link add va type veth peer vb\nlink add vc type veth peer vd\nlink set va up\nlink set vb up\n");
        foreach (string device in new[] { "va", "vb", "vc" })
        {
            _lab.Tc($"qdisc add dev {device} clsact");
            _lab.Tc($"qdisc add dev {device} root handle 1: htb");
            _lab.Tc($"class add dev {device} parent 1: classid 1:10 htb rate 1mbit");
        }
    }

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    private TrafficFilterTable Filters => _lab.Namespace.TrafficFilters;

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_goes_both_ways(string arguments)
    {
        if (arguments.Contains("pkts_rate", StringComparison.Ordinal))
            TestKernel.Require(5, 13, "a policer that counts packets");
        _lab.Tc($"filter add dev va {arguments}");
        TrafficFilter written = s_cases[arguments]("vb");
        string place = arguments[..(arguments.IndexOf("protocol", StringComparison.Ordinal) - 1)];

        Filters.Add(written);

        Assert.Equal(Shown("va", place), Shown("vb", place));
        TrafficFilter theirs = Read("va", written.Parent);
        TrafficFilter ours = Read("vb", written.Parent);
        Assert.Equal(Comparable(theirs), Comparable(ours));
        LabPrograms.AssertSays(written, ours, "Device", "Actions");
        Filters.Add(theirs with { Device = "vc" });
        Assert.Equal(Shown("va", place), Shown("vc", place));
    }

    [Fact]
    public void A_kind_without_a_type_survives_a_round_trip()
    {
        _lab.Tc("filter add dev va parent 1: protocol ip pref 9 handle 6 fw classid 1:10");

        OtherTrafficFilter theirs = Assert.IsType<OtherTrafficFilter>(Read("va", "1:"));

        Filters.Add(theirs with { Device = "vc" });
        Assert.Equal(Shown("va", "parent 1:"), Shown("vc", "parent 1:"));
    }

    [Fact]
    public void What_is_behind_a_mask_is_kept()
    {
        _lab.Tc("filter add dev va ingress protocol ip pref 9 flower ip_proto tcp dst_port 80/0xfff0 tcp_flags 0x2/7 dst_mac 02:00:00:00:00:00/24 action drop");

        FlowerFilter theirs = Assert.IsType<FlowerFilter>(Read("va", TrafficHandle.Ingress));

        Assert.Null(theirs.DestinationPort);
        Filters.Add(theirs with { Device = "vc" });
        Assert.Equal(Shown("va", "ingress"), Shown("vc", "ingress"));
    }

    [Fact]
    public void It_is_changed_deleted_and_all_of_a_place_are()
    {
        U32Filter Filter(ushort priority, string device) => new("va")
        {
            Parent = TrafficHandle.Ingress, Protocol = TrafficProtocol.IPv4, Priority = priority, Keys = U32Key.Match(AddressFamily.InterNetwork, protocol: 17),
            Actions = [new MirredAction(MirredMode.EgressRedirect, device)],
        };
        Filters.Add(Filter(1, "vd"));
        Filters.Add(Filter(2, "vd"));
        Filters.Add(Filter(3, "vd"));

        U32Filter[] read = [.. Filters.List("va", TrafficHandle.Ingress).OfType<U32Filter>().Where(filter => filter.Divisor is null)];
        Assert.Equal([1, 2, 3], read.Select(filter => (int)filter.Priority!));
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Filters.Add(read[0])).Errno);
        Filters.Change(read[0] with { Actions = [new MirredAction(MirredMode.EgressMirror, "vc")] });
        Assert.Equal(MirredMode.EgressMirror, Assert.IsType<MirredAction>(Assert.Single(Filters.List("va", TrafficHandle.Ingress).First(filter => filter.Actions.Count > 0).Actions)).Mode);
        Filters.Delete(read[1]);
        Assert.Equal([1, 3], Filters.List("va", TrafficHandle.Ingress).OfType<U32Filter>().Where(filter => filter.Divisor is null).Select(filter => (int)filter.Priority!));
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => Filters.Delete(read[1])).Errno);
        Filters.Clear("va", TrafficHandle.Ingress);
        Assert.Empty(Filters.List("va", TrafficHandle.Ingress));
    }

    [Fact]
    public void All_of_a_place_are_those_of_every_chain()
    {
        foreach (string chain in (string[])["", "chain 7 ", "chain 268435455 "])
        {
            _lab.Tc($"filter add dev va ingress {chain}protocol ip pref 1 u32 match ip dport 9 0xffff action mirred egress mirror dev vd");
        }

        _lab.Tc("filter add dev va egress protocol ip pref 1 u32 match ip dport 9 0xffff action mirred egress mirror dev vd");
        Assert.Equal([0u, 7, 268435455], Filters.List("va", TrafficHandle.Ingress).Select(filter => filter.Chain).Distinct());

        Filters.Clear("va", TrafficHandle.Ingress);

        Assert.Equal("", Shown("va", "ingress").Trim());
        Assert.NotEmpty(Filters.List("va", TrafficHandle.Egress));
        Assert.ThrowsAny<NetlinkException>(() => Filters.Clear("va", "77:"));
    }

    [Fact]
    public async Task A_block_has_one_list_of_filters_for_all_that_share_it()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        _lab.Ip("link add ve type veth peer name vf");
        _lab.Tc("qdisc add dev ve ingress_block 7 egress_block 8 clsact");
        await _lab.Namespace.Qdiscs.AddAsync(new ClsactQdisc("vf") { IngressBlock = 7, EgressBlock = 8 }, token);
        await _lab.Namespace.Qdiscs.AddAsync(new IngressQdisc("vd") { IngressBlock = 7 }, token);
        string[] lines = [.. _lab.Run("tc", "qdisc show").Split('\n').Where(line => line.Contains("_block", StringComparison.Ordinal)).Select(line => line[line.IndexOf("parent", StringComparison.Ordinal)..])];
        Assert.Equal(["parent ffff:fff1 ingress_block 7", "parent ffff:fff1 ingress_block 7 egress_block 8", "parent ffff:fff1 ingress_block 7 egress_block 8"], lines.Select(line => line.Trim().TrimEnd('-').Trim()).Order());
        ClsactQdisc theirs = Assert.IsType<ClsactQdisc>(_lab.Namespace.Qdiscs.Find("ve", TrafficHandle.Clsact));
        Assert.Equal((7u, 8u), (theirs.IngressBlock!.Value, theirs.EgressBlock!.Value));
        Assert.Equal(7u, Assert.IsType<IngressQdisc>(_lab.Namespace.Qdiscs.Find("vd", TrafficHandle.Clsact)).IngressBlock);

        _lab.Tc("filter add block 7 protocol ip pref 2 u32 match ip dport 9 0xffff action mirred egress mirror dev vc");
        U32Filter read = Assert.IsType<U32Filter>(Assert.Single(Filters.ListBlock(7), filter => filter is not U32Filter { Divisor: not null }));
        Assert.Equal((7u, LinkReference.None, null), (read.Block!.Value, read.Device, read.Parent));
        string shown = Noise().Replace(_lab.Run("tc", "filter show block 7"), "");
        await Filters.ClearBlockAsync(7, token);
        Assert.Empty(await Filters.ListBlockAsync(7, token));
        await Filters.AddAsync(read with { Handle = null, HashTable = null }, token);

        Assert.Equal(shown, Noise().Replace(_lab.Run("tc", "filter show block 7"), ""));
        Assert.Equal(Filters.ListBlock(7).Select(Comparable), Filters.List("ve", TrafficHandle.Ingress).Select(Comparable));
        Assert.Empty(Filters.ListBlock(8));
        Filters.Delete(Filters.ListBlock(7).Single(filter => filter.Actions.Count > 0));
        Assert.Equal("", _lab.Run("tc", "filter show block 8").Trim());
        NetlinkException shared = Assert.Throws<NetlinkException>(() => Filters.Add(read with { Block = null, Device = "ve", Parent = TrafficHandle.Ingress, Handle = null, HashTable = null }));
        Assert.Equal(Errno.EOPNOTSUPP, shared.Errno);
        NetlinkException absent = Assert.Throws<NetlinkException>(() => Filters.Add(read with { Block = 77, Handle = null, HashTable = null }));
        Assert.Equal((Errno.EINVAL, "add u32 filter 2 of block 77"), (absent.Errno, absent.Operation));
        Assert.Throws<NetlinkException>(() => Filters.ClearBlock(77));
    }

    /// <summary>Whether a filter that no hardware does is refused, or does nothing, is the kernel's and the kind's choice.</summary>
    [Fact]
    public void A_filter_for_hardware_alone_has_the_fate_of_that_of_tc()
    {
        (int exitCode, _, _) = _lab.TryRun("tc", "filter add dev va ingress protocol ip pref 1 u32 match ip dport 9 0xffff skip_sw action mirred egress mirror dev vd");
        var filter = new U32Filter("vb")
        {
            Parent = TrafficHandle.Ingress, Protocol = TrafficProtocol.IPv4, Priority = 1, Keys = U32Key.Match(AddressFamily.InterNetwork, destinationPort: 9), SkipSoftware = true,
            Actions = [new MirredAction(MirredMode.EgressMirror, "vd")],
        };

        if (exitCode == 0)
        {
            Filters.Add(filter);
            Assert.True(Read("vb", TrafficHandle.Ingress) is { SkipSoftware: true, SkipHardware: false, IsInHardware: false });
        }
        else
        {
            Assert.Contains(Assert.Throws<NetlinkException>(() => Filters.Add(filter)).Errno, (Errno[])[Errno.EINVAL, Errno.EOPNOTSUPP]);
        }

        Assert.Equal(Shown("va", "ingress"), Shown("vb", "ingress"));
    }

    [Fact]
    public void A_redirect_to_a_device_that_is_not_there_sends_nothing()
    {
        NetlinkException error = Assert.Throws<NetlinkException>(() => Filters.Add(new MatchallFilter("va") { Actions = [new MirredAction(MirredMode.EgressMirror, "nope")] }));

        Assert.Equal((Errno.ENODEV, "find link \"nope\""), (error.Errno, error.Operation));
    }

    private TrafficFilter Read(string device, TrafficHandle? parent) =>
        Assert.Single(Filters.List(device, parent), filter => filter is not U32Filter { Divisor: not null });

    /// <summary>As tc shows it, without what cannot be the same.</summary>
    private string Shown(string device, string place) => Noise().Replace(_lab.Run("tc", $"-d filter show dev {device} {place}"), "");

    private static TrafficFilter Comparable(TrafficFilter filter) => filter with
    {
        Device = LinkReference.None, Statistics = null, Actions = [.. filter.Actions.Select(action => action with { Index = null, Statistics = null })],
    };

    [GeneratedRegex(@"index [0-9]+|police 0x[0-9a-f]+")]
    private static partial Regex Noise();
}
