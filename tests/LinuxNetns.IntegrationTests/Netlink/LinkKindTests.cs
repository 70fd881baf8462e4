using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json.Nodes;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Every kind of link both ways: we write and <c>ip</c> reads, <c>ip</c> writes and we read, and what was read makes an equal one.</summary>
public sealed class LinkKindTests : IDisposable
{
    private readonly Lab _lab = new();

    private LinkTable Links => _lab.Namespace.Links;

    /// <summary>The same link in the words of <c>ip link add t0 …</c> and in ours; <c>low</c> and <c>low-peer</c> are devices that are there.</summary>
    public static TheoryData<string, Link> Cases
    {
        get
        {
            var cases = new TheoryData<string, Link>();
            void Add(string words, Link link) => cases.Add(words, link with { Name = "t0" });
            static IPAddress Ip(string text) => IPAddress.Parse(text);
            static PhysicalAddress Mac(string text) => PhysicalAddress.Parse(text);
            static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
            static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

            Add("type dummy", new DummyLink());
            Add("mtu 1400 txqueuelen 77 numtxqueues 3 numrxqueues 2 address 02:00:00:00:00:11 type dummy", new DummyLink { Mtu = 1400, TransmitQueueLength = 77, TransmitQueues = 3, ReceiveQueues = 2, Address = Mac("02-00-00-00-00-11") });
            Add("gso_max_size 32000 gso_max_segs 100 gro_max_size 30000 type dummy", new DummyLink { GsoMaxSize = 32000, GsoMaxSegments = 100, GroMaxSize = 30000 });
            Add("type ifb", new IfbLink());
            Add("type nlmon", new NlmonLink());
            Add("type vcan", new VcanLink());
            Add("type team", new TeamLink());
            Add("type veth peer name t1", new VethLink { PeerName = "t1" });
            Add("mtu 1300 address 02:00:00:00:00:12 type veth peer name t1 mtu 1200 txqueuelen 5 address 02:00:00:00:00:13", new VethLink { Mtu = 1300, Address = Mac("02-00-00-00-00-12"), Peer = new Link("t1") { Mtu = 1200, TransmitQueueLength = 5, Address = Mac("02-00-00-00-00-13") } });
            Add("broadcast 02:00:00:00:00:ff type veth peer name t1", new VethLink { PeerName = "t1", BroadcastAddress = Mac("02-00-00-00-00-FF") });
            Add("type vxcan peer name t1", new VxcanLink { PeerName = "t1" });

            const string Bridge = "address 02:00:00:00:00:21 type bridge";
            var bridge = new BridgeLink { Address = Mac("02-00-00-00-00-21") };
            Add(Bridge, bridge);
            Add($"{Bridge} forward_delay 400 hello_time 100 max_age 900 ageing_time 12300 priority 100", bridge with { ForwardDelay = Seconds(4), HelloTime = Seconds(1), MaxAge = Seconds(9), AgeingTime = Seconds(123), Priority = 100 });
            Add($"{Bridge} stp_state 1", bridge with { SpanningTree = true });
            Add($"{Bridge} group_fwd_mask 8 group_address 01:80:c2:00:00:05", bridge with { GroupForwardMask = 8, GroupAddress = Mac("01-80-C2-00-00-05") });
            Add($"{Bridge} mcast_snooping 0 mcast_router 2 mcast_querier 1 mcast_query_use_ifaddr 1", bridge with { MulticastSnooping = false, MulticastRouter = MulticastRouter.Permanent, MulticastQuerier = true, MulticastQueryUsesAddress = true });
            Add($"{Bridge} mcast_hash_max 1024 mcast_last_member_count 3 mcast_startup_query_count 4", bridge with { MulticastHashMax = 1024, MulticastLastMemberCount = 3, MulticastStartupQueryCount = 4 });
            Add($"{Bridge} mcast_last_member_interval 200 mcast_membership_interval 30000 mcast_querier_interval 20000 mcast_query_interval 15000 mcast_query_response_interval 900 mcast_startup_query_interval 3000", bridge with { MulticastLastMemberInterval = Seconds(2), MulticastMembershipInterval = Seconds(300), MulticastQuerierInterval = Seconds(200), MulticastQueryInterval = Seconds(150), MulticastQueryResponseInterval = Seconds(9), MulticastStartupQueryInterval = Seconds(30) });
            Add($"{Bridge} mcast_stats_enabled 1 mcast_igmp_version 3 mcast_mld_version 2", bridge with { MulticastStatistics = true, IgmpVersion = 3, MldVersion = 2 });
            Add($"{Bridge} nf_call_iptables 1 nf_call_ip6tables 1 nf_call_arptables 1", bridge with { CallIptables = true, CallIp6tables = true, CallArptables = true });
            Add($"{Bridge} no_linklocal_learn 1", bridge with { NoLinkLocalLearning = true });
            Add($"{Bridge} vlan_filtering 1 vlan_protocol 802.1ad vlan_default_pvid 7", bridge with { VlanFiltering = true, VlanProtocol = VlanProtocol.Ieee8021AD, DefaultPvid = 7 });
            Add($"{Bridge} vlan_filtering 1 vlan_stats_enabled 1 vlan_stats_per_port 1", bridge with { VlanFiltering = true, VlanStatistics = true, VlanStatisticsPerPort = true });

            var vlan = new VlanLink { Lower = "low" };
            Add("link low type vlan id 5", vlan with { VlanId = 5 });
            Add("link low type vlan protocol 802.1ad id 4094", vlan with { VlanId = 4094, Protocol = VlanProtocol.Ieee8021AD });
            Add("link low type vlan id 6 reorder_hdr off gvrp on loose_binding on", vlan with { VlanId = 6, ReorderHeader = false, Gvrp = true, LooseBinding = true });
            Add("link low type vlan id 7 mvrp on ingress-qos-map 1:2 3:4 egress-qos-map 0:7 5:6", vlan with { VlanId = 7, Mvrp = true, IngressQos = [new(1, 2), new(3, 4)], EgressQos = [new(0, 7), new(5, 6)] });

            Add("type vxlan id 42 dstport 4789", new VxlanLink { Vni = 42, DestinationPort = 4789 });
            Add("type vxlan id 16777215 group 239.1.1.1 dev low dstport 4790 ttl 5 tos 3", new VxlanLink { Vni = 16_777_215, Remote = Ip("239.1.1.1"), Lower = "low", DestinationPort = 4790, Ttl = 5, Tos = 3 });
            Add("type vxlan id 43 remote 2001:db8::2 local 2001:db8::1 dstport 4791 flowlabel 0x123 udp6zerocsumtx udp6zerocsumrx", new VxlanLink { Vni = 43, Remote = Ip("2001:db8::2"), Local = Ip("2001:db8::1"), DestinationPort = 4791, FlowLabel = 0x123, NoUdpChecksum6Transmit = true, NoUdpChecksum6Receive = true });
            Add("type vxlan id 44 remote 192.0.2.2 local 192.0.2.1 srcport 1000 2000 dstport 4792 nolearning ageing 100 maxaddress 50 proxy rsc l2miss l3miss", new VxlanLink { Vni = 44, Remote = Ip("192.0.2.2"), Local = Ip("192.0.2.1"), SourcePorts = new PortRange(1000, 2000), DestinationPort = 4792, Learning = false, Ageing = Seconds(100), MaxEntries = 50, Proxy = true, RouteShortCircuit = true, L2Miss = true, L3Miss = true });
            Add("type vxlan id 45 dstport 4793 gbp noudpcsum df set", new VxlanLink { Vni = 45, DestinationPort = 4793, GroupPolicy = true, UdpChecksum = false, DontFragment = VxlanDontFragment.Set });
            Add("type vxlan id 46 dstport 4794 ttl inherit df inherit remcsumtx remcsumrx", new VxlanLink { Vni = 46, DestinationPort = 4794, InheritTtl = true, DontFragment = VxlanDontFragment.Inherit, RemoteChecksumTransmit = true, RemoteChecksumReceive = true });
            Add("type vxlan external dstport 4795", new VxlanLink { External = true, Learning = false, DestinationPort = 4795 });
            Add("type vxlan external vnifilter dstport 4796", new VxlanLink { External = true, Learning = false, VniFilter = true, DestinationPort = 4796 });
            Add("type vxlan external gpe dstport 4797", new VxlanLink { External = true, Learning = false, GenericProtocol = true, DestinationPort = 4797 });

            var macvlan = new MacvlanLink { Lower = "low" };
            Add("link low type macvlan", macvlan);
            Add("link low type macvlan mode private", macvlan with { Mode = MacvlanMode.Private });
            Add("link low type macvlan mode bridge bcqueuelen 500", macvlan with { Mode = MacvlanMode.Bridge, BroadcastQueueLength = 500 });
            Add("link low type macvlan mode passthru nopromisc", macvlan with { Mode = MacvlanMode.Passthru, NoPromiscuity = true });
            Add("link low type macvlan mode source macaddr set 02:00:00:00:00:31 02:00:00:00:00:32", macvlan with { Mode = MacvlanMode.Source, SourceAddresses = [Mac("02-00-00-00-00-31"), Mac("02-00-00-00-00-32")] });
            Add("link low type macvtap mode bridge", new MacvtapLink { Lower = "low", Mode = MacvlanMode.Bridge });
            Add("link low type macvtap mode vepa", new MacvtapLink { Lower = "low", Mode = MacvlanMode.Vepa });
            Add("link low type ipvlan mode l2", new IpvlanLink { Lower = "low", Mode = IpvlanMode.L2 });
            Add("link low type ipvlan mode l3 private", new IpvlanLink { Lower = "low", Mode = IpvlanMode.L3, Isolation = IpvlanIsolation.Private });
            Add("link low type ipvlan mode l3s vepa", new IpvlanLink { Lower = "low", Mode = IpvlanMode.L3S, Isolation = IpvlanIsolation.Vepa });
            Add("link low type ipvtap mode l2 bridge", new IpvtapLink { Lower = "low", Mode = IpvlanMode.L2, Isolation = IpvlanIsolation.Bridge });

            Add("type bond", new BondLink());
            Add("type bond mode balance-rr miimon 100 updelay 200 downdelay 300 packets_per_slave 3", new BondLink { Mode = BondMode.RoundRobin, MiiInterval = Milliseconds(100), UpDelay = Milliseconds(200), DownDelay = Milliseconds(300), PacketsPerPort = 3 });
            Add("type bond mode active-backup arp_interval 500 arp_ip_target 192.0.2.1,192.0.2.2 arp_validate all arp_all_targets all fail_over_mac active primary_reselect better num_grat_arp 3", new BondLink { Mode = BondMode.ActiveBackup, ArpInterval = Milliseconds(500), ArpTargets = [Ip("192.0.2.1"), Ip("192.0.2.2")], ArpValidate = BondArpValidate.All, ArpTargetsNeeded = BondArpTargets.All, FailOverMac = BondFailOverMac.Active, PrimaryReselect = BondPrimaryReselect.Better, PeerNotifications = 3 });
            Add("type bond mode active-backup arp_interval 500 ns_ip6_target 2001:db8::1 arp_missed_max 4", new BondLink { Mode = BondMode.ActiveBackup, ArpInterval = Milliseconds(500), NeighborTargets = [Ip("2001:db8::1")], MissedMax = 4 });
            Add("type bond mode balance-xor xmit_hash_policy layer3+4 resend_igmp 5 all_slaves_active 1 min_links 2 lp_interval 7", new BondLink { Mode = BondMode.Xor, HashPolicy = BondHashPolicy.Layer34, IgmpReports = 5, AllPortsActive = true, MinLinks = 2, LearningPacketInterval = Seconds(7) });
            Add("type bond mode 802.3ad miimon 100 lacp_rate fast ad_select bandwidth ad_actor_sys_prio 100 ad_user_port_key 5 ad_actor_system 02:00:00:00:00:77 lacp_active off", new BondLink { Mode = BondMode.Lacp, MiiInterval = Milliseconds(100), LacpRate = BondLacpRate.Fast, AggregatorSelection = BondAggregatorSelection.Bandwidth, ActorSystemPriority = 100, UserPortKey = 5, ActorSystem = Mac("02-00-00-00-00-77"), LacpActive = false });
            Add("type bond mode balance-tlb tlb_dynamic_lb 0 miimon 100 peer_notify_delay 200", new BondLink { Mode = BondMode.TransmitLoadBalancing, DynamicLoadBalancing = false, MiiInterval = Milliseconds(100), PeerNotificationDelay = Milliseconds(200) });
            Add("type bond mode broadcast", new BondLink { Mode = BondMode.Broadcast });

            Add("type vrf table 10", new VrfLink { Table = 10 });
            Add("type vrf table 4000000000", new VrfLink { Table = 4_000_000_000 });
            Add("link low type macsec", new MacsecLink { Lower = "low" });
            Add("link low type macsec port 11 encrypt on", new MacsecLink { Lower = "low", ChannelPort = 11, Encrypt = true });
            Add("link low type macsec sci 0x0200000000990001 cipher gcm-aes-256 window 64 replay on validate check encodingsa 2 protect off", new MacsecLink { Lower = "low", ChannelIdentifier = 0x0200_0000_0099_0001, Cipher = MacsecCipher.GcmAes256, ReplayWindow = 64, ReplayProtection = true, Validation = MacsecValidation.Check, EncodingAssociation = 2, Protect = false });
            // An end station's identifier is that of its address: not with one of its own.
            Add("link low type macsec send_sci off end_station on", new MacsecLink { Lower = "low", SendChannelIdentifier = false, EndStation = true });
            Add("type hsr slave1 low slave2 low-peer supervision 45 version 1", new HsrLink { Slave1 = "low", Slave2 = "low-peer", Supervision = 45, Version = 1 });
            Add("type hsr slave1 low slave2 low-peer proto 1", new HsrLink { Slave1 = "low", Slave2 = "low-peer", Protocol = HsrProtocol.Prp });
            Add("type bareudp dstport 6635 ethertype mpls_uc srcportmin 2000", new BareudpLink { DestinationPort = 6635, EtherType = 0x8847, SourcePortMin = 2000 });
            Add("type bareudp dstport 6636 ethertype ipv4 multiproto", new BareudpLink { DestinationPort = 6636, EtherType = 0x0800, MultiProtocol = true });
            return cases;
        }
    }

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_we_make_is_what_ip_makes(string words, Link link)
    {
        MakeWithIp(words);
        string expected = Shown();
        Link byIp = Links.Get("t0");
        _lab.Ip("link del t0");

        Links.Add(link);

        Assert.Equal(expected, Shown());
        SameProperties.Check(byIp, Links.Get("t0"), "SequenceNumber", "Index", "Address", "CarrierChanges", "GarbageCollectionTimer", link is PairLink ? "Lower" : "");
        Assert.IsType(link.GetType(), byIp);
        AssertSaid(link, byIp);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_was_read_makes_an_equal_one(string words, Link link)
    {
        MakeWithIp(words);
        string expected = Shown();
        Link read = Links.Get("t0");
        Assert.IsType(link.GetType(), read);
        Links.Delete("t0");

        // A bond reports the options of every mode, and takes those of its own only.
        Links.Add(read is BondLink bond ? OfItsMode(bond, (BondLink)link) : read);

        Assert.Equal(expected, Shown());
        SameProperties.Check(read, Links.Get("t0"), "PermanentAddress", "SequenceNumber", "Index", "Address", "CarrierChanges", "GarbageCollectionTimer", link is PairLink ? "Lower" : "");
    }

    [Fact]
    public void A_netkit_pair_is_made_and_read()
    {
        try
        {
            Links.Add(new NetkitLink("t0") { PeerName = "t1", Mode = NetkitMode.L2, Policy = NetkitPolicy.Blackhole, PeerPolicy = NetkitPolicy.Forward });
        }
        catch (NetlinkException e) when (e.Errno == Errno.EOPNOTSUPP && e.KernelMessage == "Unknown device type")
        {
            Assert.Skip("This kernel lacks the module netkit.");
        }

        var first = Assert.IsType<NetkitLink>(Links.Get("t0"));
        var second = Assert.IsType<NetkitLink>(Links.Get("t1"));
        Assert.Equal((NetkitMode.L2, NetkitPolicy.Blackhole, NetkitPolicy.Forward, true), (first.Mode, first.Policy, first.PeerPolicy, first.IsPrimary));
        Assert.Equal((NetkitPolicy.Forward, NetkitPolicy.Blackhole, false), (second.Policy, second.PeerPolicy, second.IsPrimary));
        Assert.Contains("netkit", _lab.Ip("-d -j link show t0"), StringComparison.Ordinal);
        Links.Change("t0", new NetkitLink { Policy = NetkitPolicy.Forward });
        Assert.Equal(NetkitPolicy.Forward, ((NetkitLink)Links.Get("t0")).Policy);
    }

    [Fact]
    public void A_kind_without_a_type_keeps_its_options()
    {
        MakeWithIp("type bridge ageing_time 4200");
        // A kind that has a type here, read as if it had none.
        var options = new OtherLink("bridge", "t1") { Data = new byte[] { 8, 0, 4, 0, 0x68, 0x10, 0, 0 } };

        Links.Add(options);

        Assert.Equal(TimeSpan.FromSeconds(42), ((BridgeLink)Links.Get("t1")).AgeingTime);
        Assert.Equal(((BridgeLink)Links.Get("t0")).AgeingTime, ((BridgeLink)Links.Get("t1")).AgeingTime);
    }

    [Fact]
    public void Options_of_a_link_that_is_there_change_alone()
    {
        Links.Add(new BridgeLink("br0") { AgeingTime = TimeSpan.FromSeconds(100), MulticastSnooping = false });

        Links.Change("br0", new BridgeLink { AgeingTime = TimeSpan.FromSeconds(50), FlushLearned = true });

        var changed = (BridgeLink)Links.Get("br0");
        Assert.Equal((TimeSpan.FromSeconds(50), false), (changed.AgeingTime, changed.MulticastSnooping));
    }

    [Fact]
    public void A_link_appears_in_another_namespace_over_a_device_here()
    {
        using var there = new Lab();
        _lab.Ip("link add low type veth peer name low-peer");

        Links.Add(new MacvlanLink("mv0") { Lower = "low", Mode = MacvlanMode.Bridge, Namespace = there.Namespace, Index = 4711 });

        Assert.Null(Links.Find("mv0"));
        var made = Assert.IsType<MacvlanLink>(there.Namespace.Links.Get("mv0"));
        Assert.Equal((4711, Links.Get("low").Index), (made.Index, made.Lower!.Value.Index));
        Assert.Equal(there.Namespace.NetnsIds.Get(_lab.Namespace.Handle), made.LowerNetnsId);
    }

    [Fact]
    public void A_link_appears_here_over_a_device_in_another_namespace()
    {
        using var there = new Lab();
        there.Ip("link add low type veth peer name low-peer");

        Links.Add(new VxlanLink("vx0") { Vni = 9, DestinationPort = 4789, Lower = "low", LowerNamespace = there.Namespace });
        Links.Add(new MacvlanLink("mv0") { Lower = "low", LowerNamespace = there.Namespace });

        Assert.Equal(there.Namespace.Links.Get("low").Index, Links.Get("mv0").Lower!.Value.Index);
        Assert.Equal(_lab.Namespace.NetnsIds.Get(there.Namespace.Handle), Links.Get("mv0").LowerNetnsId);
        Assert.Equal(there.Namespace.Links.Get("low").Index, Links.Get("vx0").Lower!.Value.Index);
    }

    [Fact]
    public void A_link_appears_in_one_namespace_over_a_device_in_another_once_the_one_knows_the_other()
    {
        using var over = new Lab();
        using var there = new Lab();
        over.Ip("link add low type veth peer name low-peer");
        var link = new MacvlanLink("mv0") { Lower = "low", LowerNamespace = over.Namespace, Namespace = there.Namespace };

        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => Links.Add(link)).Errno);
        there.Namespace.NetnsIds.Set(over.Namespace.Handle, 77);
        Links.Add(link);

        Link made = there.Namespace.Links.Get("mv0");
        Assert.Equal((over.Namespace.Links.Get("low").Index, 77), (made.Lower!.Value.Index, made.LowerNetnsId));
    }

    [Fact]
    public void A_vxlan_that_sends_from_port_0_on_is_read()
    {
        _lab.Ip("link add vx type vxlan id 7 dstport 4789 srcport 0 100");

        PortRange ports = Assert.IsType<VxlanLink>(Links.Get("vx")).SourcePorts!.Value;

        Assert.Equal((0, 100), (ports.First, ports.Last));
    }

    [Fact]
    public void What_cannot_be_is_an_error_and_makes_nothing()
    {
        int before = Links.List().Count;

        Assert.Throws<ArgumentOutOfRangeException>(() => Links.Add(new VlanLink("t0") { Lower = "lo", VlanId = 4095 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Links.Add(new VxlanLink("t0") { Vni = 1 << 24 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Links.Add(new VxlanLink("t0") { Vni = 1, FlowLabel = 1 << 20 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Links.Add(new BridgeLink("t0") { AgeingTime = TimeSpan.FromSeconds(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Links.Add(new BridgeLink("t0") { AgeingTime = TimeSpan.MaxValue }));
        Assert.ThrowsAny<ArgumentException>(() => Links.Add(new DummyLink("sixteen-bytes-xx")));
        Assert.ThrowsAny<ArgumentException>(() => new VethLink { PeerName = "a/b" });
        Assert.Throws<ArgumentException>(() => Links.Add(new BondLink("t0") { ArpTargets = [IPAddress.IPv6Loopback] }));
        Assert.Throws<NotSupportedException>(() => Links.Add(new Link("t0")));
        NetlinkException noLower = Assert.Throws<NetlinkException>(() => Links.Add(new MacvlanLink("t0") { Lower = "nope" }));
        NetlinkException badOption = Assert.Throws<NetlinkException>(() => Links.Add(new BridgeLink("t0") { HelloTime = TimeSpan.FromSeconds(11) }));
        NetlinkException badKind = Assert.Throws<NetlinkException>(() => Links.Add(new OtherLink("no-such-kind", "t0")));

        Assert.Equal((Errno.ENODEV, "find link \"nope\""), (noLower.Errno, noLower.Operation));
        Assert.Equal((Errno.ERANGE, "add link \"t0\""), (badOption.Errno, badOption.Operation));
        Assert.Equal(Errno.EOPNOTSUPP, badKind.Errno);
        Assert.Equal(before, Links.List().Count);
    }

    private void MakeWithIp(string words)
    {
        _lab.Ip("link add low address 02:00:00:00:00:01 type veth peer name low-peer address 02:00:00:00:00:02");
        string answer = _lab.TryIp($"link add t0 {words}");
        if (answer.Contains("Unknown device type", StringComparison.Ordinal) || answer.Contains("not supported", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Skip($"This kernel lacks what \"{words}\" needs: {answer.Trim()}");
        }

        Assert.True(answer.Length == 0, $"ip link add t0 {words}: {answer}");
    }

    /// <summary>What our words said is what was read of the link that ip's words made.</summary>
    private void AssertSaid(Link said, Link read)
    {
        foreach (System.Reflection.PropertyInfo property in said.GetType().GetProperties())
        {
            object? value = property.GetValue(said);
            if (value is null || property.Name is "Name" or "PeerNamespace" or "Index" or "Flags" or "PeerName" or "Peer" or "Version" || value is false || value is Enum && value.Equals(Activator.CreateInstance(value.GetType())))
            {
                continue;
            }

            if (property.GetValue(read) is null)
            {
                TestKernel.SkipIfOld(property.Name);
            }

            // Read, a device is an index.
            object? expected = value is LinkReference link ? LinkReference.FromIndex(Links.Get(link).Index) : value;
            // A kernel without CONFIG_RPS does not report IFLA_NUM_RX_QUEUES.
            if (property.Name == "ReceiveQueues" && property.GetValue(read) is null || property.Name is "HardwareType" or "OperationalState" or "IsPhysical" or "ResolvesAddresses")
            {
                continue;
            }

            Assert.True(Equals(expected, property.GetValue(read)), $"{property.Name}: {expected} was said, {property.GetValue(read)} read");
        }
    }

    private static BondLink OfItsMode(BondLink read, BondLink said) => said with
    {
        Name = read.Name, Mtu = read.Mtu, Ipv6AddressGeneration = read.Ipv6AddressGeneration, TransmitQueueLength = read.TransmitQueueLength, MinLinks = read.MinLinks,
        IgmpReports = read.IgmpReports, AllPortsActive = read.AllPortsActive, HashPolicy = read.HashPolicy,
    };

    /// <summary>What <c>ip -d -j link</c> says of t0, without what differs from one device to the next.</summary>
    private string Shown()
    {
        JsonObject link = JsonNode.Parse(_lab.Ip("-d -j link show t0"))!.AsArray()[0]!.AsObject();
        link.Remove("ifindex");
        link.Remove("address");
        if (link["linkinfo"]?["info_data"] is JsonObject data)
        {
            data.Remove("gc_timer");
        }

        if ((string?)link["linkinfo"]?["info_kind"] is "veth" or "vxcan")
        {
            // A peer that was not named has another name each time.
            link.Remove("link");
        }

        return link.ToJsonString();
    }
}
