using System.Net;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using LinuxNetns.Netlink;
using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.Tests.Netlink;

public class LinkTableTests
{
    private readonly SafeFileHandle _handle = new(1234, ownsHandle: false);

    [Fact]
    public void A_recorded_dump_becomes_links()
    {
        FakePeer peer = new(s => [.. Recorded.LinkDump.Select(datagram => Wire.WithSequence(datagram, s[0]))]);
        using var connection = new NetlinkConnection(peer);

        IReadOnlyList<Link> links = connection.Links.List();

        Assert.Equal(["lo", "vb", "va", "br0"], links.Select(link => link.Name));
        Assert.Equal([null, "veth", "veth", "bridge"], links.Select(link => link.Kind));
        Assert.Equal(
            new VethLink
            {
                Index = 2, Name = "vb", Flags = LinkFlags.Broadcast | LinkFlags.Multicast, OperationalState = OperationalState.Down, Mtu = 1500,
                HardwareType = 1, Address = PhysicalAddress.Parse("02-00-00-00-00-0B"), Master = 4, Lower = 3, TransmitQueueLength = 1000, Group = 0,
                IsNetnsImmutable = false, LinkMode = LinkMode.Default, CarrierChanges = 1, MinMtu = 68, MaxMtu = 65535,
                BroadcastAddress = PhysicalAddress.Parse("FF-FF-FF-FF-FF-FF"), TransmitQueues = 2, ReceiveQueues = 2, QueueDiscipline = "noop", Promiscuity = 1,
                AllMulticastCount = 1, GsoMaxSize = 65536, GsoMaxSegments = 65535, GsoIpv4MaxSize = 65536, GroMaxSize = 65536, GroIpv4MaxSize = 65536,
                TsoMaxSize = 524280, TsoMaxSegments = 65535, Ipv6AddressGeneration = Ipv6AddressGeneration.Eui64, Ipv6Token = IPAddress.IPv6Any,
                Port = new BridgePort
                {
                    State = BridgePortState.Disabled, Priority = 32, Cost = 2, Hairpin = false, Guard = false, RootBlock = false, FastLeave = false, Learning = true,
                    Flood = true, ProxyArp = false, ProxyArpWifi = false, RootId = new BridgeId(0x8000, PhysicalAddress.Parse("02-00-00-00-00-0B")),
                    DesignatedBridge = new BridgeId(0x8000, PhysicalAddress.Parse("02-00-00-00-00-0B")), DesignatedPort = 0x8001, DesignatedCost = 0, PortId = 0x8001,
                    Number = 1, TopologyChangeAcknowledgement = false, ConfigurationPending = false, MessageAgeTimer = TimeSpan.Zero, ForwardDelayTimer = TimeSpan.Zero,
                    HoldTimer = TimeSpan.Zero, MulticastRouter = MulticastRouter.Automatic, MulticastFlood = true, MulticastToUnicast = false, VlanTunnel = false,
                    BroadcastFlood = true, GroupForwardMask = 0, NeighborSuppress = false, Isolated = false, MrpRingOpen = false, MrpInterconnectionOpen = false,
                    MulticastHostsLimit = 512, MulticastHostsCount = 0, Locked = false, MacAuthenticationBypass = false, MulticastGroups = 0, MulticastMaxGroups = 0,
                    NeighborVlanSuppress = false,
                },
            },
            WithReadSwitches(links[1]));
        Assert.Equal([(true, false), (false, false), (false, false), (false, false)], links.Select(link => (link.Carrier!.Value, link.IsProtocolDown!.Value)));
        Assert.Equal(
            new Link
            {
                Index = 1, Name = "lo", Flags = LinkFlags.Loopback, OperationalState = OperationalState.Down, Mtu = 65536, HardwareType = 772,
                Address = new PhysicalAddress(new byte[6]), IsNetnsImmutable = true, TransmitQueueLength = 1000, Group = 0,
                LinkMode = LinkMode.Default, CarrierChanges = 0, MinMtu = 0, MaxMtu = 0, BroadcastAddress = new PhysicalAddress(new byte[6]), TransmitQueues = 1,
                ReceiveQueues = 1, QueueDiscipline = "noop", Promiscuity = 0, AllMulticastCount = 0, GsoMaxSize = 65536, GsoMaxSegments = 65535, GsoIpv4MaxSize = 65536,
                GroMaxSize = 65536, GroIpv4MaxSize = 65536, TsoMaxSize = 524280, TsoMaxSegments = 65535, Ipv6AddressGeneration = Ipv6AddressGeneration.Eui64,
                Ipv6Token = IPAddress.IPv6Any,
            },
            WithReadSwitches(links[0]));
        Assert.DoesNotContain(links, link => link.IsPhysical);
    }

    [Theory]
    [InlineData(null, 1, null, true)]
    [InlineData(null, 1, false, true)]
    [InlineData("can", 280, false, true)]
    [InlineData(null, 1, true, false)]
    [InlineData(null, 772, null, false)]
    [InlineData(null, 779, null, false)]
    [InlineData("veth", 1, false, false)]
    [InlineData("vxcan", 280, false, false)]
    public void Physical_is_what_the_kernel_puts_back_when_the_namespace_dies(string? kind, int hardwareType, bool? immutable, bool physical) =>
        Assert.Equal(physical, new Link { Index = 5, Name = "x", Kind = kind, HardwareType = hardwareType, IsNetnsImmutable = immutable }.IsPhysical);

    [Fact]
    public void A_port_of_a_bridge_without_a_kind_is_still_physical()
    {
        byte[] slaveKindOnly = Wire.Attribute(18, Wire.Text(4, "bridge"));
        FakePeer peer = new(s => [Wire.Message(Wire.NewLink, 0, s[0], Wire.LinkHeader(2), Wire.Text(3, "eth0"), slaveKindOnly)]);
        using var connection = new NetlinkConnection(peer);

        Assert.True(connection.Links.Get("eth0").IsPhysical);
    }

    [Fact]
    public void Netns_ids_are_signed_and_minus_one_is_none()
    {
        static byte[] Lower(uint sequence, int nsid) => Wire.Message(
            Wire.NewLink, 0, sequence, Wire.LinkHeader(2), Wire.Text(3, "v"), Wire.Attribute(5, Wire.Int32(7)), Wire.Attribute(37, Wire.Int32(nsid)));
        using var connection = new NetlinkConnection(new FakePeer(s => [Lower(s[0], -1)], s => [Lower(s[0], 3)]));

        Assert.Null(connection.Links.Get("v").LowerNetnsId);
        Link link = connection.Links.Get("v");
        Assert.Equal((7, 3), (link.Lower!.Value.Index, link.LowerNetnsId));
    }

    [Fact]
    public void An_absent_link_is_null_or_an_error_that_names_it()
    {
        static byte[][] Absent(uint[] s) => [Wire.Ack(s[0], (int)Errno.ENODEV)];
        using var connection = new NetlinkConnection(new FakePeer(Absent, Absent, Absent));

        Assert.Null(connection.Links.Find("nope"));
        Assert.Null(connection.Links.Find(77));
        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Links.Get("nope"));
        Assert.Equal((Errno.ENODEV, "get link \"nope\""), (error.Errno, error.Operation));
    }

    [Fact]
    public void Another_error_than_absence_is_thrown_from_find()
    {
        using var connection = new NetlinkConnection(new FakePeer(s => [Wire.Ack(s[0], (int)Errno.EPERM)]));

        Assert.Equal(Errno.EPERM, Assert.Throws<NetlinkException>(() => connection.Links.Find(3)).Errno);
    }

    /// <summary>Before Linux 6.2 no name is taken of a device that is up, not even its own.</summary>
    [Theory]
    [InlineData("va", false)]
    [InlineData("vb", true)]
    public void The_name_by_which_a_link_is_asked_for_is_no_change(string name, bool isSent)
    {
        FakePeer peer = new(s => [Wire.Message(Wire.NewLink, 0, s[0], Wire.LinkHeader(9), Wire.Text(3, "va"))], s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Links.Change("va", new Link { Name = name, Mtu = 1400 });

        byte[] mtu = Wire.Attribute(4, Wire.Int32(1400));
        Assert.Equal(Convert.ToHexString(isSent ? Wire.Join(Wire.Text(3, name), mtu) : mtu), Convert.ToHexString(peer.Sent[1].AsSpan(32)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a\tb")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("eth0:1")]
    [InlineData("sixteen-bytes-xx")]
    [InlineData("éééééééé")]
    [InlineData("àb")]
    public void A_bad_name_is_refused_before_anything_is_sent(string name)
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);

        Assert.ThrowsAny<ArgumentException>(() => connection.Links.MoveTo("lo", _handle, name));
        if (name.Length > 0)
        {
            Assert.ThrowsAny<ArgumentException>(() => connection.Links.Add(new VethLink(name)));
            Assert.ThrowsAny<ArgumentException>(() => connection.Links.Add(new VethLink { PeerName = name }));
            Assert.ThrowsAny<ArgumentException>(() => connection.Links.Change("lo", new Link { Name = name }));
        }

        Assert.Empty(peer.Sent);
    }

    /// <summary>One looked up may be an alternative name, which has up to 127 bytes.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("128-bytes-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void A_name_that_nothing_can_have_is_not_looked_up(string name)
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);

        Assert.ThrowsAny<ArgumentException>(() => connection.Links.Find(name));
        Assert.ThrowsAny<ArgumentException>(() => connection.Links.Get(name));
        Assert.ThrowsAny<ArgumentException>(() => connection.Links.SetUp("lo", name));
        Assert.ThrowsAny<ArgumentException>(() => connection.Links.SetDown(name));
        Assert.ThrowsAny<ArgumentException>(() => connection.Links.MoveTo(name, _handle));
        Assert.Empty(peer.Sent);
    }

    [Fact]
    public void Half_a_character_is_no_name()
    {
        using var connection = new NetlinkConnection(new FakePeer());

        Assert.ThrowsAny<ArgumentException>(() => connection.Links.Find("a\ud800"));
    }

    [Theory]
    [InlineData("l")]
    [InlineData("fifteen-bytes-x")]
    [InlineData("ééééééé")]
    [InlineData("br-0.1@x")]
    [InlineData("...")]
    public void A_good_name_is_sent(string name)
    {
        using var connection = new NetlinkConnection(new FakePeer(s => [Wire.Link(s[0], 2, name)]));

        Assert.Equal(name, connection.Links.Get(name).Name);
    }

    [Fact]
    public void Every_name_is_resolved_before_the_first_link_is_changed()
    {
        FakePeer peer = new(s => [Wire.Link(s[0], 1, "lo")], s => [Wire.Ack(s[0], (int)Errno.ENODEV)]);
        using var connection = new NetlinkConnection(peer);

        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Links.SetUp("lo", "nope"));

        Assert.Equal("get link \"nope\"", error.Operation);
        Assert.Equal([18, 18], peer.Sent.Select(Type));
    }

    [Fact]
    public void A_failure_half_way_sets_back_what_was_changed()
    {
        FakePeer peer = new(
            s => [Wire.Link(s[0], 5, "down")],
            s => [Wire.Link(s[0], 6, "up", linkFlags: 1)],
            s => [Wire.Link(s[0], 7, "bad")],
            s => [Wire.Ack(s[0])],
            s => [Wire.Ack(s[0])],
            s => [Wire.Ack(s[0], (int)Errno.EBUSY, Wire.Text(1, "not now"))],
            s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Links.SetUp("down", "up", "bad"));

        Assert.Equal(("set link \"bad\" up", "not now"), (error.Operation, error.KernelMessage));
        // index, flags: 5 up, 6 up, 7 up (refused), and only 5 down again, for 6 was up before.
        Assert.Equal([(5, 1), (6, 1), (7, 1), (5, 0)], peer.Sent.Skip(3).Select(sent => (BitConverter.ToInt32(sent, 20), BitConverter.ToInt32(sent, 24))));
    }

    [Fact]
    public void No_names_are_no_request()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);

        connection.Links.SetUp();
        connection.Links.SetDown();

        Assert.Empty(peer.Sent);
    }

    [Fact]
    public void Moving_and_renaming_is_one_message()
    {
        FakePeer peer = new(
            s => [Wire.Link(s[0], 5, "veth0")],
            s => [Wire.NetnsId(88, s[0], 3)],
            s => [Wire.Ack(s[0], (int)Errno.ENODEV)],
            s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Links.MoveTo("veth0", _handle, "eth0");

        Assert.Equal([8, 0, 46, 0, 3, 0, 0, 0], peer.Sent[2][^8..]);
        byte[] expected = Wire.Message(19, 5, 4, [0, 0, 0, 0, 5, 0, 0, 0, .. new byte[8]], Wire.Attribute(28, Wire.Int32(1234)), Wire.Text(3, "eth0"));
        Array.Clear(expected, 12, 4);
        Assert.Equal(expected, peer.Sent[3]);
    }

    [Fact]
    public void A_new_name_that_is_taken_there_moves_nothing()
    {
        FakePeer peer = new(
            s => [Wire.Link(s[0], 5, "veth0")],
            s => [Wire.NetnsId(88, s[0], -1)],
            s => [Wire.Ack(s[0])],
            s => [Wire.NetnsId(88, s[0], 0)],
            s => [Wire.Link(s[0], 7, "eth0")]);
        using var connection = new NetlinkConnection(peer);

        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Links.MoveTo("veth0", _handle, "eth0"));

        Assert.Equal((Errno.EEXIST, "move link \"veth0\" to another network namespace as \"eth0\""), (error.Errno, error.Operation));
        Assert.DoesNotContain(19, peer.Sent.Select(Type));
    }

    [Fact]
    public void A_move_whose_renaming_alone_failed_says_so()
    {
        FakePeer peer = new(
            s => [Wire.Link(s[0], 5, "veth0")],
            s => [Wire.Ack(s[0], (int)Errno.EPERM)],
            s => [Wire.Ack(s[0], (int)Errno.EEXIST)],
            s => [Wire.Ack(s[0], (int)Errno.ENODEV)]);
        using var connection = new NetlinkConnection(peer);

        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Links.MoveTo("veth0", _handle, "eth0"));

        Assert.Equal((Errno.EEXIST, "rename link \"veth0\" to \"eth0\" in the network namespace that it has moved to"), (error.Errno, error.Operation));
    }

    [Fact]
    public void Moving_says_what_the_kernel_says()
    {
        FakePeer peer = new(s => [Wire.Link(s[0], 1, "lo")], s => [Wire.Ack(s[0], 22, Wire.Text(1, "The interface netns is immutable"))]);
        using var connection = new NetlinkConnection(peer);

        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Links.MoveTo("lo", _handle));

        Assert.Equal("The interface netns is immutable", error.KernelMessage);
        Assert.Contains("\"lo\"", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, Errno.EEXIST)]
    [InlineData(false, Errno.EINVAL)]
    public void An_old_kernels_EINVAL_is_told_apart_by_a_look_at_the_name_there(bool taken, Errno expected)
    {
        FakePeer peer = new(
            s => [Wire.Link(s[0], 5, "eth0")],
            s => [Wire.Ack(s[0], (int)Errno.EINVAL)],
            s => [Wire.NetnsId(88, s[0], 3)],
            s => [taken ? Wire.Link(s[0], 7, "eth0") : Wire.Ack(s[0], (int)Errno.ENODEV)]);
        using var connection = new NetlinkConnection(peer);

        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Links.MoveTo("eth0", _handle));

        Assert.Equal((expected, "move link \"eth0\" to another network namespace"), (error.Errno, error.Operation));
        Assert.Equal(4, peer.Sent.Count);
    }

    [Fact]
    public void A_closed_target_is_refused()
    {
        using var connection = new NetlinkConnection(new FakePeer(s => [Wire.Link(s[0], 5, "veth0")]));
        SafeHandle closed = new SafeFileHandle(1234, ownsHandle: false);
        closed.Dispose();

        Assert.Throws<ObjectDisposedException>(() => connection.Links.MoveTo("veth0", closed));
    }

    /// <summary>What was read is not to be sent, and differs in that from what was set: set to nothing, they are equal.</summary>
    private static Link WithReadSwitches(Link link) => link with { Carrier = null, IsProtocolDown = null };

    private static int Type(byte[] message) => BitConverter.ToUInt16(message, 4);
}
