using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json.Nodes;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>What <c>bridge fdb</c>, <c>bridge mdb</c> and <c>bridge vlan</c> do, both ways.</summary>
public sealed class BridgeTests : IDisposable
{
    private static readonly PhysicalAddress s_address = PhysicalAddress.Parse("02-00-00-00-00-55");
    private static readonly PhysicalAddress s_unknown = new(new byte[6]);

    private readonly Lab _lab = new();

    public BridgeTests()
    {
        _lab.Ip("-batch -", """
            link add br0 type bridge vlan_default_pvid 0
            link add va type veth peer name vb
            link set va master br0
            link add vx type vxlan id 5 dstport 4789
            link add vxm type vxlan external dstport 4790
            link set br0 addrgenmode none up
            link set va addrgenmode none up
            link set vb addrgenmode none up
            """);
        WaitUntilForwarding(_lab, "va");
    }

    private BridgeTables Bridges => _lab.Namespace.Bridges;

    /// <summary>The words after <c>bridge fdb add 02:…:55</c>, and the same in ours.</summary>
    public static TheoryData<string, ForwardingEntry> Entries => new()
    {
        { "dev va master", new ForwardingEntry("va", s_address) { Flags = ForwardingFlags.Master } },
        { "dev va master static", new ForwardingEntry("va", s_address) { Flags = ForwardingFlags.Master, State = ForwardingState.Static } },
        { "dev va master dynamic", new ForwardingEntry("va", s_address) { Flags = ForwardingFlags.Master, State = ForwardingState.Dynamic } },
        { "dev va master static sticky", new ForwardingEntry("va", s_address) { Flags = ForwardingFlags.Master | ForwardingFlags.Sticky, State = ForwardingState.Static } },
        { "dev va master extern_learn", new ForwardingEntry("va", s_address) { Flags = ForwardingFlags.Master | ForwardingFlags.ExternallyLearned, State = ForwardingState.Dynamic } },
        { "dev br0 self local", new ForwardingEntry("br0", s_address) },
        { "dev vx dst 192.0.2.2", new ForwardingEntry("vx", s_address) { Destination = IPAddress.Parse("192.0.2.2") } },
        { "dev vx dst 192.0.2.2 port 1234 vni 77 via vb", new ForwardingEntry("vx", s_address) { Destination = IPAddress.Parse("192.0.2.2"), DestinationPort = 1234, Vni = 77, Via = "vb" } },
        { "dev vx dst 192.0.2.2 static router", new ForwardingEntry("vx", s_address) { Destination = IPAddress.Parse("192.0.2.2"), State = ForwardingState.Static, Flags = ForwardingFlags.Self | ForwardingFlags.Router } },
        { "dev vx dst 2001:db8::2", new ForwardingEntry("vx", s_address) { Destination = IPAddress.Parse("2001:db8::2") } },
        { "dev vxm dst 192.0.2.3 src_vni 100 vni 200", new ForwardingEntry("vxm", s_address) { Destination = IPAddress.Parse("192.0.2.3"), SourceVni = 100, Vni = 200 } },
    };

    public static TheoryData<string, MulticastGroupEntry> Groups => new()
    {
        { "port va grp 239.1.1.1 permanent", new MulticastGroupEntry("br0", "va", IPAddress.Parse("239.1.1.1")) { IsPermanent = true } },
        { "port va grp 239.1.1.1 temp", new MulticastGroupEntry("br0", "va", IPAddress.Parse("239.1.1.1")) },
        { "port va grp ff05::1:1 permanent", new MulticastGroupEntry("br0", "va", IPAddress.Parse("ff05::1:1")) { IsPermanent = true } },
        { "port va grp 01:00:5e:7f:00:01 permanent", new MulticastGroupEntry("br0", "va", PhysicalAddress.Parse("01-00-5E-7F-00-01")) { IsPermanent = true } },
        { "port br0 grp 239.1.1.2 temp", new MulticastGroupEntry("br0", "br0", IPAddress.Parse("239.1.1.2")) },
        { "port va grp 239.1.1.3 src 192.0.2.9 permanent", new MulticastGroupEntry("br0", "va", IPAddress.Parse("239.1.1.3")) { Source = IPAddress.Parse("192.0.2.9"), IsPermanent = true } },
    };

    public void Dispose() => _lab.Dispose();

    /// <summary>A port takes no dynamic entry before the bridge has noticed its carrier.</summary>
    internal static void WaitUntilForwarding(Lab lab, params string[] ports) => Assert.All(ports, port => Assert.True(SpinWait.SpinUntil(
        () => lab.Namespace.Links.Get(port).Port is BridgePort { State: BridgePortState.Forwarding }, TimeSpan.FromSeconds(20)), $"{port} does not forward"));

    [Theory]
    [MemberData(nameof(Entries))]
    public void A_forwarding_entry_of_ours_is_one_of_bridge(string words, ForwardingEntry entry)
    {
        if (entry.Device.Name == "vx" && entry.Destination!.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            _lab.Ip("link del vx");
            _lab.Ip("link add vx type vxlan id 5 local 2001:db8::1 dstport 4789");
        }

        _lab.Bridge($"fdb add 02:00:00:00:00:55 {words}");
        string expected = ShownEntries();
        ForwardingEntry read = Ours();
        Bridges.Forwarding.Delete(read);
        Assert.DoesNotContain("02:00:00:00:00:55", ShownEntries(), StringComparison.Ordinal);

        Bridges.Forwarding.Add(entry);

        Assert.Equal(expected, ShownEntries());
        SameProperties.Check(read, Ours(), "Used", "Updated");
        Assert.Equal((entry.Destination, entry.DestinationPort, entry.Vni, entry.SourceVni, entry.State ?? ForwardingState.Permanent), (read.Destination, read.DestinationPort, read.Vni, read.SourceVni, read.State));
        // What was read can be written back.
        Bridges.Forwarding.Delete(entry);
        Bridges.Forwarding.Add(read);
        Assert.Equal(expected, ShownEntries());
    }

    [Fact]
    public void A_vxlan_has_several_ends_for_what_it_does_not_know()
    {
        Bridges.Forwarding.Append(new ForwardingEntry("vx", s_unknown) { Destination = IPAddress.Parse("192.0.2.2") });
        Bridges.Forwarding.Append(new ForwardingEntry("vx", s_unknown) { Destination = IPAddress.Parse("192.0.2.3"), Vni = 9 });

        Assert.Equal(["192.0.2.2", "192.0.2.3"], Bridges.Forwarding.List("vx").Select(entry => entry.Destination!.ToString()).Order());
        Assert.Equal(2, _lab.Bridge("fdb show dev vx").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        Bridges.Forwarding.Delete(new ForwardingEntry("vx", s_unknown) { Destination = IPAddress.Parse("192.0.2.2") });
        Assert.Equal("192.0.2.3", Assert.Single(Bridges.Forwarding.List("vx")).Destination!.ToString());
    }

    [Fact]
    public void An_entry_is_replaced_and_errors_are_typed()
    {
        Bridges.Forwarding.Add(new ForwardingEntry("va", s_address) { Flags = ForwardingFlags.Master, State = ForwardingState.Static });

        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Bridges.Forwarding.Add(new ForwardingEntry("va", s_address) { Flags = ForwardingFlags.Master })).Errno);
        Bridges.Forwarding.Replace(new ForwardingEntry("va", s_address) { Flags = ForwardingFlags.Master, State = ForwardingState.Dynamic });

        Assert.Equal(ForwardingState.Dynamic, Ours().State);
        NetlinkException absent = Assert.Throws<NetlinkException>(() => Bridges.Forwarding.Delete(new ForwardingEntry("va", PhysicalAddress.Parse("02-00-00-00-00-66")) { Flags = ForwardingFlags.Master }));
        Assert.Equal((Errno.ENOENT, "delete forwarding entry 02:00:00:00:00:66 of \"va\""), (absent.Errno, absent.Operation));
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Bridges.Forwarding.Add(new ForwardingEntry("nope", s_address))).Errno);
        Assert.Throws<ArgumentException>(() => new ForwardingEntry("va", PhysicalAddress.Parse("02-00-00-00-00")));
        Assert.Throws<ArgumentException>(() => new ForwardingEntry(LinkReference.None, s_address));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForwardingEntry("vx", s_address) { Vni = 1 << 24 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForwardingEntry("va", s_address) { VlanId = 4095 });
    }

    [Fact]
    public void A_list_is_that_of_bridge_and_can_be_narrowed()
    {
        _lab.Ip("link add br1 type bridge");
        Bridges.Forwarding.Add(new ForwardingEntry("va", s_address) { Flags = ForwardingFlags.Master, State = ForwardingState.Static });
        Bridges.Forwarding.Add(new ForwardingEntry("vx", s_address) { Destination = IPAddress.Parse("192.0.2.2") });

        Assert.Equal(JsonNode.Parse(_lab.Bridge("-j fdb show"))!.AsArray().Count, Bridges.Forwarding.List().Count);
        Assert.Equal(JsonNode.Parse(_lab.Bridge("-j fdb show dev vx"))!.AsArray().Count, Bridges.Forwarding.List("vx").Count);
        Assert.Contains(Bridges.Forwarding.List(bridge: "br0"), entry => entry.Address.Equals(s_address) && entry.Bridge?.Index == _lab.Namespace.Links.Get("br0").Index);
        Assert.DoesNotContain(Bridges.Forwarding.List(bridge: "br1"), entry => entry.Address.Equals(s_address));
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Bridges.Forwarding.List("nope")).Errno);
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void A_multicast_group_of_ours_is_one_of_bridge(string words, MulticastGroupEntry entry)
    {
        if (entry.HardwareGroup is not null)
            TestKernel.Require(5, 11, "groups by hardware address");
        _lab.Bridge($"mdb add dev br0 {words}");
        string expected = ShownGroups(words);
        MulticastGroupEntry read = Single();
        Bridges.Groups.Delete(read);
        Assert.Empty(MadeGroups());

        Bridges.Groups.Add(entry);

        Assert.Equal(expected, ShownGroups(words));
        SameProperties.Check(read, Single(), "Timer");
        Assert.Equal((entry.Group, entry.HardwareGroup, entry.IsPermanent, entry.Source), (read.Group, read.HardwareGroup, read.IsPermanent, read.Source));
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Bridges.Groups.Add(entry)).Errno);
        Bridges.Groups.Delete(entry);
        Assert.Empty(MadeGroups());

        MulticastGroupEntry Single() => Assert.Single(MadeGroups());

        IEnumerable<MulticastGroupEntry> MadeGroups() => Bridges.Groups.List("br0").Where(made => made.Group?.Equals(entry.Group) == true || made.HardwareGroup?.Equals(entry.HardwareGroup) == true);
    }

    [Fact]
    public void Rows_of_groups_are_what_the_list_is()
    {
        _lab.Bridge("mdb add dev br0 port va grp 239.1.1.1 permanent");
        _lab.Bridge("mdb add dev br0 port va grp ff05::1:1");
        var rows = new List<string>();
        foreach (MulticastGroupRow row in Bridges.Groups.EnumerateRows())
        {
            if (row.PortIndex != row.BridgeIndex)
            {
                rows.Add($"{row.BridgeIndex} {row.PortIndex} {(row.Group.Length == 6 ? new PhysicalAddress(row.Group.ToArray()) : new IPAddress(row.Group))} {row.IsPermanent} {row.Flags} {row.VlanId}");
            }
        }

        Assert.Equal(
            Bridges.Groups.List().Where(entry => entry.Port != entry.Bridge).Select(entry => $"{entry.Bridge.Index} {entry.Port.Index} {entry.Group ?? (object?)entry.HardwareGroup} {entry.IsPermanent} {entry.Flags} {entry.VlanId}"), rows);
        Assert.Equal(2, rows.Count);
        Assert.All(Bridges.Groups.List("br0"), entry => Assert.Equal(_lab.Namespace.Links.Get("br0").Index, entry.Bridge.Index));
    }

    [Fact]
    public void Groups_need_a_bridge_that_is_there()
    {
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Bridges.Groups.Add(new MulticastGroupEntry("nope", "va", IPAddress.Parse("239.1.1.1")))).Errno);
        Assert.ThrowsAny<NetlinkException>(() => Bridges.Groups.Add(new MulticastGroupEntry("br0", "vb", IPAddress.Parse("239.1.1.1"))));
        Assert.ThrowsAny<NetlinkException>(() => Bridges.Groups.Add(new MulticastGroupEntry("br0", "va", IPAddress.Parse("192.0.2.1"))));
        Assert.DoesNotContain(Bridges.Groups.List(), entry => entry.Group?.ToString() is "239.1.1.1" or "192.0.2.1");
    }

    [Fact]
    public void Vlans_of_a_port_are_those_of_bridge()
    {
        if (_lab.TryIp("link set br0 type bridge vlan_filtering 1") is { Length: > 0 } answer)
        {
            Assert.Contains("not supported", answer, StringComparison.Ordinal);
            Assert.Empty(Bridges.Vlans.List());
            Assert.Equal(Errno.EOPNOTSUPP, Assert.Throws<NetlinkException>(() => Bridges.Vlans.Add(new BridgeVlan("va", 5))).Errno);
            Assert.Skip("This kernel's bridges do not filter by VLAN.");
        }

        int va = _lab.Namespace.Links.Get("va").Index;
        _lab.Bridge("vlan add dev va vid 5 pvid untagged");
        Bridges.Vlans.Add(new BridgeVlan("va", 10) { LastVlanId = 13, IsUntagged = true });
        Bridges.Vlans.Add(new BridgeVlan("va", 20));
        Bridges.Vlans.Add(new BridgeVlan("br0", 20) { Self = true });

        IReadOnlyList<BridgeVlan> read = Bridges.Vlans.List("va");
        Assert.Equal([5, 10, 11, 12, 13, 20], read.Select(vlan => vlan.VlanId));
        Assert.Equal([5], read.Where(vlan => vlan.IsPvid).Select(vlan => vlan.VlanId));
        Assert.All(read, vlan => Assert.Equal((va, vlan.VlanId != 20), (vlan.Device.Index, vlan.IsUntagged)));
        Assert.Equal(
            JsonNode.Parse(_lab.Bridge("-j vlan show dev va"))!.AsArray()[0]!["vlans"]!.AsArray().Select(vlan => (int)vlan!["vlan"]!), read.Select(vlan => vlan.VlanId));
        Assert.Contains(Bridges.Vlans.List("br0"), vlan => vlan.VlanId == 20);

        Bridges.Vlans.Delete(new BridgeVlan("va", 10) { LastVlanId = 12 });
        Assert.Equal([5, 13, 20], Bridges.Vlans.List("va").Select(vlan => vlan.VlanId));

        Bridges.Forwarding.Add(new ForwardingEntry("va", s_address) { Flags = ForwardingFlags.Master, State = ForwardingState.Static, VlanId = 20 });
        Assert.Equal(20, Ours().VlanId!.Value);
        Assert.Contains("vlan 20", _lab.Bridge("fdb show dev va"), StringComparison.Ordinal);
        Bridges.Groups.Add(new MulticastGroupEntry("br0", "va", IPAddress.Parse("239.1.1.1")) { IsPermanent = true, VlanId = 20 });
        Assert.Contains(Bridges.Groups.List(), group => group.VlanId == 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4095)]
    [InlineData(70_000)]
    public void A_vlan_that_is_none_is_refused(int id)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new BridgeVlan("va", id));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BridgeVlan("va", 4094) { LastVlanId = id });
        Assert.Throws<ArgumentException>(() => Bridges.Vlans.Add(new BridgeVlan("va", 1) { LastVlanId = 2, IsPvid = true }));
    }

    private ForwardingEntry Ours() => Assert.Single(Bridges.Forwarding.List(), entry => entry.Address.Equals(s_address));

    private string ShownEntries() => string.Join('\n', _lab.Bridge("fdb show").Split('\n').Where(line => line.StartsWith("02:00:00:00:00:55", StringComparison.Ordinal)));

    /// <summary>Without the groups that the kernel itself joins for IPv6.</summary>
    private string ShownGroups(string words) =>
        Assert.Single(_lab.Bridge("-d mdb show").Split('\n'), line => line.Contains($" grp {words.Split(' ')[3]} ", StringComparison.Ordinal));
}
