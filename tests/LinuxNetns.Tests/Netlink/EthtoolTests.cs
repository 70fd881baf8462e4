using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class EthtoolTests
{
    private const int Family = 21;

    private static byte[][] Resolve(uint[] s) => [GenericNetlinkTests.Family(s[0], "ethtool", Family)];

    private static byte[] Bit(int index, string name, bool? value = null) =>
        Wire.Attribute(1 | 0x8000, Wire.Join(Wire.Attribute(1, Wire.Int32(index)), Wire.Text(2, name), value == true ? Wire.Attribute(3, []) : []));

    private static byte[] Set(int type, bool list, params byte[][] bits) => Wire.Attribute(
        type | 0x8000, Wire.Join(list ? Wire.Attribute(1, []) : [], Wire.Attribute(2, Wire.Int32(64)), Wire.Attribute(3 | 0x8000, Wire.Join(bits))));

    private static byte[][] Features(uint[] s) =>
    [
        Wire.Message(
            Family, 0, s[0], [11, 1, 0, 0],
            Wire.Attribute(1 | 0x8000, Wire.Join(Wire.Attribute(1, Wire.Int32(2)), Wire.Text(2, "va"))),
            Set(2, list: false, Bit(0, "tx-scatter-gather", true), Bit(1, "tx-checksum-ipv4"), Bit(2, "rx-gro", true), Bit(3, "netns-local"), Bit(4, "highdma", true)),
            Set(3, list: true, Bit(0, "tx-scatter-gather"), Bit(2, "rx-gro")),
            Set(4, list: true, Bit(0, "tx-scatter-gather"), Bit(3, "netns-local")),
            Set(5, list: true, Bit(3, "netns-local"), Bit(4, "highdma"))),
    ];

    [Fact]
    public void Features_are_read_by_name()
    {
        FakePeer peer = new(Resolve, Features);
        using var connection = new GenericNetlinkConnection(peer);

        IReadOnlyDictionary<string, EthtoolFeature> features = connection.Ethtool.GetFeatures(2);

        Assert.Equal(new EthtoolFeature("tx-scatter-gather", IsActive: true, IsWanted: true, IsFixed: false), features["tx-scatter-gather"]);
        Assert.Equal(new EthtoolFeature("tx-checksum-ipv4", IsActive: false, IsWanted: false, IsFixed: true), features["tx-checksum-ipv4"]);
        Assert.Equal(new EthtoolFeature("rx-gro", IsActive: false, IsWanted: true, IsFixed: false), features["rx-gro"]);
        Assert.Equal(new EthtoolFeature("netns-local", IsActive: true, IsWanted: false, IsFixed: true), features[EthtoolTable.NetnsLocal]);
        Assert.Equal(new EthtoolFeature("highdma", IsActive: false, IsWanted: false, IsFixed: true), features["highdma"]);
        Assert.Equal(5, features.Count);
        Assert.Equal(Wire.Join([11, 1, 0, 0], Wire.Attribute(0x8001, Wire.Attribute(1, Wire.Int32(2)))), peer.Sent[1][16..]);
    }

    [Fact]
    public void A_feature_is_set_by_name()
    {
        FakePeer peer = new(Resolve, Features, s => [Wire.Ack(s[0])]);
        using var connection = new GenericNetlinkConnection(peer);

        connection.Ethtool.SetFeatures("va", new Dictionary<string, bool> { ["rx-gro"] = false, ["tx-scatter-gather"] = true });

        Assert.Equal(
            Wire.Join(
                [12, 1, 0, 0], Wire.Attribute(0x8001, Wire.Join(Wire.Text(2, "va"), Wire.Attribute(3, Wire.Int32(2)))),
                Wire.Attribute(0x8003, Wire.Attribute(0x8003, Wire.Join(Wire.Attribute(0x8001, Wire.Text(2, "rx-gro")), Wire.Attribute(0x8001, Wire.Join(Wire.Text(2, "tx-scatter-gather"), Wire.Attribute(3, []))))))),
            peer.Sent[2][16..]);
    }

    [Fact]
    public void A_fixed_feature_is_refused_before_anything_changes()
    {
        FakePeer peer = new(Resolve, Features);
        using var connection = new GenericNetlinkConnection(peer);

        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Ethtool.SetFeature("va", "netns-local", false));

        Assert.Equal((Errno.EOPNOTSUPP, "set the feature \"netns-local\" of link \"va\", which is fixed"), (error.Errno, error.Operation));
        Assert.Equal(2, peer.Sent.Count);
    }

    [Fact]
    public void Link_state_is_what_the_driver_tells()
    {
        using var connection = new GenericNetlinkConnection(new FakePeer(
            Resolve,
            s => [Wire.Message(Family, 0, s[0], [6, 1, 0, 0], Wire.Attribute(2, [1]))],
            s => [Wire.Message(Family, 0, s[0], [4, 1, 0, 0], Wire.Attribute(2, [0]), Wire.Attribute(5, Wire.Int32(10_000)), Wire.Attribute(6, [1]))],
            s => [Wire.Message(Family, 0, s[0], [6, 1, 0, 0], Wire.Attribute(2, [0]))],
            s => [Wire.Ack(s[0], (int)Errno.EOPNOTSUPP)],
            s => [Wire.Ack(s[0], (int)Errno.ENODEV)]));

        Assert.Equal((true, 10_000L, EthtoolDuplex.Full, false), Values(connection.Ethtool.GetLinkState("va")));
        Assert.Equal((false, null, null, null), Values(connection.Ethtool.GetLinkState("va")));
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => connection.Ethtool.GetLinkState("nope")).Errno);

        static (bool?, long?, EthtoolDuplex?, bool?) Values(EthtoolLinkState state) => (state.IsDetected, state.MegabitsPerSecond, state.Duplex, state.AutoNegotiation);
    }

    [Fact]
    public void No_link_is_no_device()
    {
        FakePeer peer = new();
        using var connection = new GenericNetlinkConnection(peer);

        Assert.Throws<ArgumentException>(() => connection.Ethtool.GetFeatures(LinkReference.None));
        Assert.Throws<ArgumentException>(() => connection.WireGuard.Get(LinkReference.None));
        Assert.Throws<ArgumentException>(() => connection.WireGuard.Set(LinkReference.None, new WireGuardDevice()));
        Assert.Empty(peer.Sent);
    }
}
