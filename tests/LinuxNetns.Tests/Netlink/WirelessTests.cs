using System.Net.NetworkInformation;
using LinuxNetns.Netlink;
using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.Tests.Netlink;

/// <summary>Conversations by linux/nl80211.h.</summary>
public class WirelessTests
{
    private const int Family = 30;

    private static byte[][] Resolve(uint[] s) => [GenericNetlinkTests.Family(s[0], "nl80211", Family)];

    private static byte[] Phy(uint sequence, int index, string name, params byte[][] more) =>
        Wire.Message(Family, Wire.Multi, sequence, [3, 1, 0, 0], Wire.Attribute(1, Wire.Int32(index)), Wire.Text(2, name), Wire.Attribute(46, Wire.Int32(1)), Wire.Join(more));

    [Fact]
    public void A_radio_that_comes_in_parts_is_one()
    {
        FakePeer peer = new(
            Resolve,
            s => [Wire.Join(Phy(s[0], 1, "phy1"), Phy(s[0], 1, "phy1", Wire.Attribute(22, new byte[64]))), Phy(s[0], 0, "phy0"), Wire.DoneMessage(s[0])]);
        using var connection = new GenericNetlinkConnection(peer);

        Assert.Equal([new WirelessPhy(0, "phy0"), new WirelessPhy(1, "phy1")], connection.Wireless.ListPhys());
        Assert.Equal(Wire.Join([1, 0, 0, 0], Wire.Attribute(174, [])), peer.Sent[1][16..]);
    }

    [Fact]
    public void Interfaces_are_listed()
    {
        FakePeer peer = new(Resolve, s =>
        [
            Wire.Message(
                Family, Wire.Multi, s[0], [7, 1, 0, 0], Wire.Attribute(3, Wire.Int32(5)), Wire.Text(4, "wlan0"), Wire.Attribute(1, Wire.Int32(2)), Wire.Attribute(5, Wire.Int32(2)),
                Wire.Attribute(153, [1, 0, 0, 0, 2, 0, 0, 0]), Wire.Attribute(6, [2, 0, 0, 0, 0, 1])),
            Wire.Message(Family, Wire.Multi, s[0], [7, 1, 0, 0], Wire.Attribute(1, Wire.Int32(2)), Wire.Attribute(5, Wire.Int32(10))),
            Wire.DoneMessage(s[0]),
        ]);
        using var connection = new GenericNetlinkConnection(peer);

        IReadOnlyList<WirelessInterface> interfaces = connection.Wireless.ListInterfaces();

        Assert.Equal([(2, 5, "wlan0", WirelessInterfaceType.Station), (2, null, null, WirelessInterfaceType.PeerToPeerDevice)], interfaces.Select(i => (i.PhyIndex, i.Index, i.Name, i.Type)));
        Assert.Equal((PhysicalAddress.Parse("02-00-00-00-00-01"), 0x2_0000_0001UL), (interfaces[0].Address, interfaces[0].DeviceId!.Value));
    }

    [Fact]
    public void A_radio_moves_by_descriptor_and_by_process()
    {
        using var handle = new SafeFileHandle(1234, ownsHandle: false);
        FakePeer peer = new(Resolve, s => [Phy(s[0], 3, "phy3"), Wire.DoneMessage(s[0])], s => [Wire.Ack(s[0])], s => [Wire.Ack(s[0])]);
        using var connection = new GenericNetlinkConnection(peer);

        connection.Wireless.SetNamespace("phy3", handle);
        connection.Wireless.SetNamespace(3, NetnsReference.FromProcess(77));

        Assert.Equal(Wire.Join([49, 0, 0, 0], Wire.Attribute(1, Wire.Int32(3)), Wire.Attribute(219, Wire.Int32(1234))), peer.Sent[2][16..]);
        Assert.Equal(Wire.Join([49, 0, 0, 0], Wire.Attribute(1, Wire.Int32(3)), Wire.Attribute(82, Wire.Int32(77))), peer.Sent[3][16..]);
        Assert.Equal((Family, 5), (BitConverter.ToUInt16(peer.Sent[3], 4), BitConverter.ToUInt16(peer.Sent[3], 6)));
    }

    [Fact]
    public void An_unknown_radio_is_not_moved_and_an_nsid_is_no_target()
    {
        FakePeer peer = new(Resolve, s => [Phy(s[0], 3, "phy3"), Wire.DoneMessage(s[0])], s => [Wire.Ack(s[0], (int)Errno.EOPNOTSUPP)]);
        using var connection = new GenericNetlinkConnection(peer);

        Assert.Throws<ArgumentException>(() => connection.Wireless.SetNamespace("phy3", NetnsReference.FromId(4)));
        Assert.Throws<ArgumentException>(() => connection.Wireless.SetNamespace(3, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => connection.Wireless.SetNamespace(-1, NetnsReference.FromProcess(77)));
        Assert.Empty(peer.Sent);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => connection.Wireless.SetNamespace("phy0", NetnsReference.FromProcess(77))).Errno);
        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Wireless.SetNamespace(3, NetnsReference.FromProcess(77)));
        Assert.Equal((Errno.EOPNOTSUPP, "move the wireless radio 3 to the network namespace of process 77"), (error.Errno, error.Operation));
    }
}
