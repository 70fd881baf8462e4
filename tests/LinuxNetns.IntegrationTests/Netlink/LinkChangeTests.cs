using System.Net.NetworkInformation;
using System.Text.Json.Nodes;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>What <c>ip link set</c> changes: <c>ip</c> does it to one of two equal devices and we to the other, and both look the same afterwards.</summary>
public sealed class LinkChangeTests : IDisposable
{
    private readonly Lab _lab = new();

    private LinkTable Links => _lab.Namespace.Links;

    public static TheoryData<string, Link> Changes
    {
        get
        {
            var cases = new TheoryData<string, Link>
            {
                { "up", new Link { IsUp = true } },
                { "mtu 1234", new Link { Mtu = 1234 } },
                { "txqueuelen 17", new Link { TransmitQueueLength = 17 } },
                { "alias some_text", new Link { Alias = "some_text" } },
                { "address 02:00:00:00:00:09", new Link { Address = PhysicalAddress.Parse("02-00-00-00-00-09") } },
                { "broadcast 02:00:00:00:00:fe", new Link { BroadcastAddress = PhysicalAddress.Parse("02-00-00-00-00-FE") } },
                { "group 42", new Link { Group = 42 } },
                { "promisc on", new Link { IsPromiscuous = true } },
                { "allmulticast on", new Link { IsAllMulticast = true } },
                { "multicast off", new Link { IsMulticast = false } },
                { "arp off", new Link { ResolvesAddresses = false } },
                { "dynamic on", new Link { IsDynamic = true } },
                { "mode dormant", new Link { LinkMode = LinkMode.Dormant } },
                { "addrgenmode none", new Link { Ipv6AddressGeneration = Ipv6AddressGeneration.None } },
                { "gso_max_size 33000", new Link { GsoMaxSize = 33000 } },
                { "gso_max_segs 77", new Link { GsoMaxSegments = 77 } },
                { "gro_max_size 34000", new Link { GroMaxSize = 34000 } },
                { "master br0", new Link { Master = "br0" } },
                { "nomaster", new Link { Master = LinkReference.None } },
                { "mtu 1300 txqueuelen 3 up promisc on alias x", new Link { Mtu = 1300, TransmitQueueLength = 3, IsUp = true, IsPromiscuous = true, Alias = "x" } },
            };
            return cases;
        }
    }

    /// <summary>The settings of a bridge's port, in the words of <c>ip link set … type bridge_slave</c>.</summary>
    public static TheoryData<string, BridgePort> Ports => new()
    {
        { "priority 5", new BridgePort { Priority = 5 } },
        { "cost 77", new BridgePort { Cost = 77 } },
        { "hairpin on", new BridgePort { Hairpin = true } },
        { "guard on", new BridgePort { Guard = true } },
        { "root_block on", new BridgePort { RootBlock = true } },
        { "fastleave on", new BridgePort { FastLeave = true } },
        { "learning off", new BridgePort { Learning = false } },
        { "flood off", new BridgePort { Flood = false } },
        { "proxy_arp on", new BridgePort { ProxyArp = true } },
        { "proxy_arp_wifi on", new BridgePort { ProxyArpWifi = true } },
        { "mcast_router 2", new BridgePort { MulticastRouter = MulticastRouter.Permanent } },
        { "mcast_fast_leave on", new BridgePort { FastLeave = true } },
        { "mcast_flood off", new BridgePort { MulticastFlood = false } },
        { "bcast_flood off", new BridgePort { BroadcastFlood = false } },
        { "mcast_to_unicast on", new BridgePort { MulticastToUnicast = true } },
        { "group_fwd_mask 8", new BridgePort { GroupForwardMask = 8 } },
        { "neigh_suppress on", new BridgePort { NeighborSuppress = true } },
        { "vlan_tunnel on", new BridgePort { VlanTunnel = true } },
        { "isolated on", new BridgePort { Isolated = true } },
        { "locked on", new BridgePort { Locked = true } },
        { "backup_port other", new BridgePort { BackupPort = "other" } },
        { "isolated on learning off cost 9 hairpin on", new BridgePort { Isolated = true, Learning = false, Cost = 9, Hairpin = true } },
    };

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_of_ours_looks_as_one_of_ip(string words, Link change)
    {
        MakeTwo();
        string before = Shown("one");
        _lab.Ip($"link set one {words}");

        Links.Change("two", change);

        Assert.Equal(Shown("one"), Shown("two"));
        SkipIfPassedOver(before, words);
        Assert.True(words == "nomaster" || before != Shown("one"), "the change must be seen");
        SameProperties.Check(Links.Get("one"), Links.Get("two"), "Index", "Name", "Lower", "CarrierChanges", "DesignatedPort", "PortId", "Number");
    }

    private void SkipIfPassedOver(string before, string words)
    {
        if (before == Shown("one") && words != "nomaster")
        {
            TestKernel.SkipIfOld(words);
        }
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public void A_setting_of_a_port_looks_as_one_of_ip(string words, BridgePort port)
    {
        MakeTwo();
        _lab.Ip("link add other type veth");
        Array.ForEach(["one", "two", "other"], name => _lab.Ip($"link set {name} master br0"));
        string before = Shown("one");
        string answer = _lab.TryIp($"link set one type bridge_slave {words}");
        if (answer.Contains("not supported", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Skip($"This kernel lacks {words}: {answer.Trim()}");
        }

        Assert.True(answer.Length == 0, answer);

        Links.Change("two", new Link { Port = port });

        Assert.Equal(Shown("one"), Shown("two"));
        SkipIfPassedOver(before, words);
        Assert.NotEqual(before, Shown("one"));
        SameProperties.Check(Links.Get("one"), Links.Get("two"), "Index", "Name", "Lower", "CarrierChanges", "DesignatedPort", "PortId", "Number");
        // What was read can be written back.
        string expected = Shown("two");
        Links.Change("two", new Link { Port = ((BridgePort)Links.Get("two").Port!) with { State = null } });
        Assert.Equal(expected, Shown("two"));
    }

    [Fact]
    public void A_carrier_can_be_taken_from_a_device_that_offers_that()
    {
        TestKernel.Require(6, 1, "a carrier of a dummy that can be changed");
        string answer = _lab.TryIp("link add dum0 type dummy");
        if (answer.Contains("Unknown device type", StringComparison.Ordinal))
        {
            Assert.Skip("This kernel lacks the module dummy.");
        }

        Links.Change("dum0", new Link { IsUp = true });

        Links.Change("dum0", new Link { Carrier = false });

        Assert.False(Links.Get("dum0").Carrier);
        Links.Change("dum0", Links.Get("dum0") with { Mtu = 1400 });
        Assert.Equal(1400, Links.Get("dum0").Mtu);
    }

    [Fact]
    public void A_protocol_can_hold_a_device_down()
    {
        _lab.Ip("link add low type veth peer name low-peer");
        _lab.Ip("link add mv link low type macvlan");

        Links.Change("mv", new Link { IsProtocolDown = true });
        Assert.True(Links.Get("mv").IsProtocolDown);
        Assert.Contains("\"proto_down\":true", _lab.Ip("-d -j link show mv"), StringComparison.Ordinal);

        NetlinkException refused = Assert.Throws<NetlinkException>(() => Links.Change("low", new Link { IsProtocolDown = true }));
        Assert.Equal(Errno.EOPNOTSUPP, refused.Errno);
    }

    [Fact]
    public void What_the_kernel_takes_later_is_given_in_a_second_message_and_undone_with_the_first()
    {
        TestKernel.Require(6, 1, "an address generation mode that is given with the link");
        _lab.Ip("link add br0 type bridge");
        Links.Add(new VethLink("va") { PeerName = "vb", Alias = "an alias", Ipv6AddressGeneration = Ipv6AddressGeneration.None, Master = "br0", Port = new BridgePort { Isolated = true } });

        Link made = Links.Get("va");
        Assert.Equal(("an alias", Ipv6AddressGeneration.None, true), (made.Alias, made.Ipv6AddressGeneration, ((BridgePort)made.Port!).Isolated));

        NetlinkException noPort = Assert.Throws<NetlinkException>(() => Links.Add(new VethLink("vc") { Port = new BridgePort { Isolated = true } }));
        Assert.Equal((Errno.EINVAL, "Port"), (noPort.Errno, noPort.Property));
        Assert.Null(Links.Find("vc"));
        Assert.Throws<ArgumentException>(() => Links.Add(new VethLink { Alias = "x" }));
        Assert.Throws<NotSupportedException>(() => _lab.Namespace.Netlink.CreateBatch().Add(new VethLink("vd") { Alias = "x" }).Execute());
        // Beside the fallback tunnels that some kernels give every namespace.
        Assert.Equal(["br0", "lo", "va", "vb"], Links.List().Where(link => link.Kind is null or "bridge" or "veth").Select(link => link.Name).Order());
    }

    [Fact]
    public void Settings_of_another_kind_of_port_are_refused()
    {
        MakeTwo();
        Links.Change("one", new Link { Master = "br0", Port = new BridgePort { Cost = 5 } });

        NetlinkException wrong = Assert.Throws<NetlinkException>(() => Links.Change("one", new Link { Port = new BondPort { QueueId = 3 } }));

        Assert.Equal((Errno.EINVAL, "Port"), (wrong.Errno, wrong.Property));
        Assert.Equal(5u, ((BridgePort)Links.Get("one").Port!).Cost);
    }

    [Fact]
    public void Ports_of_bonds_and_vrfs_have_types_of_their_own()
    {
        MakeTwo();
        if (_lab.TryIp("link add bond0 type bond mode active-backup").Length > 0 || _lab.TryIp("link add vrf0 type vrf table 77").Length > 0)
        {
            Assert.Skip("This kernel lacks the modules bond and vrf.");
        }

        Links.Change("one", new Link { Master = "bond0", Port = new BondPort { QueueId = 1 } });
        Links.Change("two", new Link { Master = "vrf0" });

        var bond = Assert.IsType<BondPort>(Links.Get("one").Port);
        Assert.Equal(((ushort)1, Links.Get("bond0").Index), (bond.QueueId!.Value, Links.Get("one").Master!.Value.Index));
        JsonNode shown = JsonNode.Parse(_lab.Ip("-d -j link show one"))!.AsArray()[0]!["linkinfo"]!["info_slave_data"]!;
        Assert.Equal((1, bond.State!.Value.ToString().ToUpperInvariant()), ((int)shown["queue_id"]!, (string)shown["state"]!));
        Assert.Equal(77u, Assert.IsType<VrfPort>(Links.Get("two").Port).Table);
    }

    [Fact]
    public void A_list_is_filtered()
    {
        MakeTwo();
        _lab.Ip("-batch -", "link set one master br0\nlink set two group 7\nlink set two up\n");

        Assert.Equal(["one", "one-peer", "two", "two-peer"], Names(new LinkFilter { Kind = "veth" }));
        Assert.Equal(["br0"], Names(new LinkFilter { Kind = "bridge" }));
        Assert.Empty(Names(new LinkFilter { Kind = "no-such-kind" }));
        Assert.Equal(["one"], Names(new LinkFilter { Master = "br0" }));
        Assert.Equal(["one-peer", "two", "two-peer"], Names(new LinkFilter { Master = LinkReference.None, Kind = "veth" }));
        Assert.Equal(["two"], Names(new LinkFilter { Group = 7 }));
        Assert.Equal(["two"], Names(new LinkFilter { IsUp = true }));
        Assert.Equal(["one", "one-peer", "two-peer"], Names(new LinkFilter { IsUp = false, Kind = "veth" }));
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Links.List(new LinkFilter { Master = "nope" })).Errno);
        Assert.Equal(Links.List(), Links.List(new LinkFilter()));
    }

    [Fact]
    public void Statistics_are_those_that_ip_shows_and_come_when_asked_for()
    {
        MakeTwo();
        Links.SetUp("one", "one-peer");
        JsonNode shown = JsonNode.Parse(_lab.Ip("-s -j link show one"))!.AsArray()[0]!["stats64"]!;
        LinkStatistics? listed = Links.List(new LinkFilter { Statistics = true }).Single(link => link.Name == "one").Statistics;
        LinkStatistics got = Links.GetStatistics("one");

        Assert.Null(Links.Get("one").Statistics);
        Assert.InRange(listed!.TransmittedBytes, (ulong)shown["tx"]!["bytes"]!, ulong.MaxValue);
        Assert.NotNull(listed);
        Assert.InRange(got.TransmittedBytes, (ulong)shown["tx"]!["bytes"]!, ulong.MaxValue);
        Assert.InRange(got.TransmittedBytes, listed.TransmittedBytes, ulong.MaxValue);
        Assert.Equal((ulong)shown["rx"]!["errors"]!, got.ReceiveErrors);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Links.GetStatistics("nope")).Errno);
    }

    [Fact]
    public void Alternative_names_find_a_link()
    {
        MakeTwo();
        string longName = new('x', 127);

        Links.AddAlternativeName("one", longName);
        _lab.Ip("link property add dev one altname second-name");

        Assert.Equal([longName, "second-name"], Links.Get(longName).AlternativeNames);
        Assert.Equal("one", Links.Get("second-name").Name);
        Links.Change(longName, new Link { Mtu = 1111 });
        Assert.Equal(1111, Links.Get("one").Mtu);
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Links.AddAlternativeName("two", longName)).Errno);

        Links.DeleteAlternativeName("one", longName);

        Assert.Null(Links.Find(longName));
        Assert.Equal(["second-name"], Links.Get("one").AlternativeNames);
        Assert.ThrowsAny<NetlinkException>(() => Links.DeleteAlternativeName("one", longName));
        Assert.ThrowsAny<ArgumentException>(() => Links.AddAlternativeName("one", new string('x', 128)));
        Assert.ThrowsAny<ArgumentException>(() => Links.AddAlternativeName("one", "a/b"));
    }

    [Fact]
    public void A_group_is_deleted_at_once()
    {
        MakeTwo();
        Links.Change("one", new Link { Group = 9 });
        Links.Change("two", new Link { Group = 9 });

        Links.DeleteGroup(9);

        Assert.DoesNotContain(Links.List(), link => link.Name is "one" or "two");
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Links.DeleteGroup(9)).Errno);
        Assert.Throws<ArgumentOutOfRangeException>(() => Links.DeleteGroup(0));
    }

    [Fact]
    public void A_link_moves_by_process_or_id_and_takes_another_index()
    {
        TestKernel.Require(5, 13, "IFLA_NEW_IFINDEX");
        MakeTwo();
        using var there = new Lab();
        _lab.Namespace.NetnsIds.Set(there.Namespace.Handle, 5);

        Links.MoveTo("one", NetnsReference.FromId(5), "moved", newIndex: 4711);

        Assert.Equal(4711, there.Namespace.Links.Get("moved").Index);
        NetlinkException taken = Assert.Throws<NetlinkException>(() => Links.MoveTo("two", there.Namespace, newIndex: 4711));
        Assert.Equal(Errno.EBUSY, taken.Errno);
        Assert.NotNull(Links.Find("two"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Links.MoveTo("two", there.Namespace, newIndex: 0));
        Links.Change("two", new Link("renamed") { Namespace = there.Namespace });
        Assert.NotNull(there.Namespace.Links.Find("renamed"));
    }

    [Fact]
    public void A_flag_of_a_macvlan_leaves_the_other_one()
    {
        TestKernel.Require(5, 13, "MACVLAN_FLAG_NODST");
        _lab.Ip("-batch -", """
            link add low type veth peer name high
            link add mv link low type macvlan mode passthru nopromisc

            """);

        Links.Change("mv", new MacvlanLink { NoDestination = true });
        Assert.Equal((true, true), Flags());
        Links.Change("mv", new MacvlanLink { NoDestination = false });
        Assert.Equal((true, false), Flags());
        Links.Change("mv", new MacvlanLink { NoPromiscuity = false });
        Assert.Equal((false, false), Flags());
        Links.Change("mv", new MacvlanLink { Mtu = 1400 });
        Assert.Equal((false, false), Flags());

        (bool?, bool?) Flags() => ((MacvlanLink)Links.Get("mv")) is var link ? (link.NoPromiscuity, link.NoDestination) : default;
    }

    [Fact]
    public void A_change_that_is_refused_names_the_property_and_changes_nothing()
    {
        MakeTwo();
        string before = Shown("one");

        NetlinkException mtu = Assert.Throws<NetlinkException>(() => Links.Change("one", new Link { Mtu = 70_000 }));
        NetlinkException master = Assert.Throws<NetlinkException>(() => Links.Change("one", new Link { Master = "nope" }));
        NetlinkException alias = Assert.Throws<NetlinkException>(() => Links.Change("one", new Link { Alias = new string('x', 256) }));
        NetlinkException name = Assert.Throws<NetlinkException>(() => Links.Change("one", new Link("two")));

        Assert.Equal((Errno.EINVAL, Errno.ENODEV, Errno.ERANGE, Errno.EEXIST), (mtu.Errno, master.Errno, alias.Errno, name.Errno));
        Assert.Equal("Alias", alias.Property);
        Assert.Equal(before, Shown("one"));
    }

    private string[] Names(LinkFilter filter) => [.. Links.List(filter).Select(link => link.Name).Order(StringComparer.Ordinal)];

    private void MakeTwo() => _lab.Ip("-batch -", """
        link add br0 address 02:00:00:00:00:aa type bridge
        link add one address 02:00:00:00:00:01 type veth peer name one-peer
        link add two address 02:00:00:00:00:01 type veth peer name two-peer
        """);

    /// <summary>What <c>ip -d -j link</c> says, without what two devices cannot share.</summary>
    private string Shown(string name)
    {
        JsonObject link = JsonNode.Parse(_lab.Ip($"-d -j link show {name}"))!.AsArray()[0]!.AsObject();
        Array.ForEach(["ifindex", "ifname", "link", "operstate"], key => link.Remove(key));
        if (link["linkinfo"]?["info_slave_data"] is JsonObject port)
        {
            Array.ForEach(["id", "no", "designated_port"], key => port.Remove(key));
        }

        return link.ToJsonString();
    }
}
