using System.Net;
using System.Net.NetworkInformation;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class LinkKindTests
{
    /// <summary>A kind, what goes into IFLA_INFO_DATA of it.</summary>
    public static TheoryData<Link, byte[]> Written => new()
    {
        { new VlanLink { VlanId = 5, Protocol = VlanProtocol.Ieee8021AD, ReorderHeader = false, Gvrp = true, EgressQos = [new(5, 6)] }, Wire.Join(Wire.Attribute(1, [5, 0]), Wire.Attribute(5, [0x88, 0xa8]), Wire.Attribute(2, [2, 0, 0, 0, 3, 0, 0, 0]), Wire.Attribute(0x8003, Wire.Attribute(1, [5, 0, 0, 0, 6, 0, 0, 0]))) },
        { new VxlanLink { Vni = 42, DestinationPort = 4789, GroupPolicy = true, Remote = IPAddress.Parse("192.0.2.2"), SourcePorts = new PortRange(1000, 2000), Ageing = TimeSpan.FromSeconds(9) }, Wire.Join(Wire.Attribute(1, Wire.Int32(42)), Wire.Attribute(8, Wire.Int32(9)), Wire.Attribute(15, [0x12, 0xb5]), Wire.Attribute(23, []), Wire.Attribute(2, [192, 0, 2, 2]), Wire.Attribute(10, [3, 0xe8, 7, 0xd0])) },
        { new BridgeLink { AgeingTime = TimeSpan.FromSeconds(42), SpanningTree = true, MultipleSpanningTrees = true, NoLinkLocalLearning = false }, Wire.Join(Wire.Attribute(4, Wire.Int32(4200)), Wire.Attribute(5, Wire.Int32(1)), Wire.Attribute(46, [4, 0, 0, 0, 5, 0, 0, 0])) },
        { new BondLink { Mode = BondMode.Lacp, MiiInterval = TimeSpan.FromMilliseconds(100), ArpTargets = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2")] }, Wire.Join(Wire.Attribute(1, [4]), Wire.Attribute(3, Wire.Int32(100)), Wire.Attribute(0x8008, Wire.Join(Wire.Attribute(0, [192, 0, 2, 1]), Wire.Attribute(1, [192, 0, 2, 2])))) },
        { new MacvlanLink { Mode = MacvlanMode.Source, SourceAddresses = [PhysicalAddress.Parse("02-00-00-00-00-31")] }, Wire.Join(Wire.Attribute(1, Wire.Int32(16)), Wire.Attribute(3, Wire.Int32(3)), Wire.Attribute(0x8005, Wire.Attribute(4, [2, 0, 0, 0, 0, 0x31]))) },
        { new IpvlanLink { Mode = IpvlanMode.L3S, Isolation = IpvlanIsolation.Vepa }, Wire.Join(Wire.Attribute(1, [2, 0]), Wire.Attribute(2, [2, 0])) },
        { new VrfLink { Table = 77 }, Wire.Attribute(1, Wire.Int32(77)) },
        { new MacsecLink { ChannelIdentifier = 0x0200_0000_0099_0001, Encrypt = true }, Wire.Join(Wire.Attribute(7, [1]), Wire.Attribute(1, [2, 0, 0, 0, 0, 0x99, 0, 1])) },
        { new BareudpLink { DestinationPort = 6635, EtherType = 0x8847, MultiProtocol = true }, Wire.Join(Wire.Attribute(1, [0x19, 0xeb]), Wire.Attribute(2, [0x88, 0x47]), Wire.Attribute(4, [])) },
        { new HsrLink { Slave1 = 3, Slave2 = 4, Version = 1 }, Wire.Join(Wire.Attribute(1, Wire.Int32(3)), Wire.Attribute(2, Wire.Int32(4)), Wire.Attribute(6, [1])) },
        { new NetkitLink { Mode = NetkitMode.L2, Policy = NetkitPolicy.Blackhole, PeerName = "p" }, Wire.Join(Wire.Attribute(3, Wire.Int32(2)), Wire.Attribute(5, Wire.Int32(0)), Wire.Attribute(1, Wire.Join(new byte[16], Wire.Text(3, "p")))) },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void Options_are_written_and_read_back(Link link, byte[] data)
    {
        byte[] info = Wire.Join(Wire.Text(1, link.Kind!), Wire.Attribute(0x8002, data));
        FakePeer peer = new(s => [Wire.Ack(s[0])], s => [Wire.Message(Wire.NewLink, 0, s[0], Wire.LinkHeader(9), Wire.Text(3, "t0"), Wire.Attribute(18, info))]);
        using var connection = new NetlinkConnection(peer);

        connection.Links.Add(link);

        Assert.Equal(Convert.ToHexString(Wire.Attribute(0x8012, info)), Convert.ToHexString(peer.Sent[0].AsSpan(32)));
        Link read = connection.Links.Get("t0");
        Assert.Equal(link.GetType(), read.GetType());
        foreach (System.Reflection.PropertyInfo property in link.GetType().GetProperties().Where(property => property.DeclaringType == link.GetType()))
        {
            object? said = property.GetValue(link);
            Assert.True(said is null || said is LinkReference || Equals(said, property.GetValue(read)), $"{property.Name}: {said}, read {property.GetValue(read)}");
        }
    }

    [Fact]
    public void The_settings_of_a_port_are_written_as_those_of_its_master()
    {
        byte[] port = Wire.Attribute(18, Wire.Text(4, "bridge"));
        FakePeer peer = new(s => [Wire.Message(Wire.NewLink, 0, s[0], Wire.LinkHeader(9), Wire.Text(3, "va"), port)], s => [Wire.Ack(s[0])], s => [Wire.Message(Wire.NewLink, 0, s[0], Wire.LinkHeader(9), Wire.Text(3, "va"), port)]);
        using var connection = new NetlinkConnection(peer);

        connection.Links.Change("va", new Link { Port = new BridgePort { Isolated = true, Cost = 9 } });

        Assert.Equal(
            Convert.ToHexString(Wire.Attribute(0x8012, Wire.Join(Wire.Text(4, "bridge"), Wire.Attribute(0x8005, Wire.Join(Wire.Attribute(3, Wire.Int32(9)), Wire.Attribute(33, [1])))))),
            Convert.ToHexString(peer.Sent[1].AsSpan(32)));
        NetlinkException wrong = Assert.Throws<NetlinkException>(() => connection.Links.Change("va", new Link { Port = new BondPort { QueueId = 1 } }));
        Assert.Equal((Errno.EINVAL, "Port"), (wrong.Errno, wrong.Property));
        Assert.Equal(3, peer.Sent.Count);
    }

    [Fact]
    public void A_port_of_an_unknown_kind_keeps_its_data()
    {
        byte[] data = Wire.Attribute(1, [1, 2, 3, 4]);
        byte[] Info() => Wire.Attribute(18, Wire.Join(Wire.Text(4, "ovs"), Wire.Attribute(5, data)));
        FakePeer peer = new(s => [Wire.Message(Wire.NewLink, 0, s[0], Wire.LinkHeader(9), Wire.Text(3, "va"), Info())]);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(new OtherPort("ovs") { Data = data }, connection.Links.Get("va").Port);
    }

    [Theory]
    [InlineData(4095)]
    [InlineData(65535)]
    public void A_vlan_that_is_none_is_refused(int id) => Assert.Throws<ArgumentOutOfRangeException>(() => new VlanLink { VlanId = (ushort)id });

    [Fact]
    public void What_cannot_be_sends_nothing()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);

        Assert.Throws<ArgumentOutOfRangeException>(() => new VxlanLink { Vni = 1 << 24 });
        Assert.Throws<ArgumentOutOfRangeException>(() => connection.Links.Add(new BridgeLink { HelloTime = TimeSpan.FromSeconds(-1) }));
        Assert.Throws<ArgumentException>(() => connection.Links.Add(new BondLink { ArpTargets = [IPAddress.IPv6Loopback] }));
        Assert.Throws<ArgumentException>(() => connection.Links.Add(new VethLink { Peer = new Link("p") { Alias = "x" } }));
        Assert.Throws<ArgumentException>(() => connection.Links.Add(new VethLink { Alias = "x" }));
        Assert.Empty(peer.Sent);
    }

    [Fact]
    public void Statistics_of_an_older_kernel_are_shorter()
    {
        byte[] counters = [.. Enumerable.Range(1, 24).SelectMany(value => BitConverter.GetBytes((ulong)value))];
        FakePeer peer = new(s => [Wire.Message(Wire.NewLink, 0, s[0], Wire.LinkHeader(9), Wire.Text(3, "va"), Wire.Attribute(23, counters))]);
        using var connection = new NetlinkConnection(peer);

        LinkStatistics statistics = connection.Links.GetStatistics("va");

        Assert.Equal((1ul, 4ul, 24ul, 0ul), (statistics.ReceivedPackets, statistics.TransmittedBytes, statistics.ReceiveNoHandler, statistics.ReceiveOtherHostDropped));
    }
}
