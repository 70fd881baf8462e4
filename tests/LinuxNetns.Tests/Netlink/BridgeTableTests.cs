using System.Net;
using System.Net.NetworkInformation;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class BridgeTableTests
{
    private static readonly PhysicalAddress s_address = PhysicalAddress.Parse("02-00-00-00-00-55");
    private static readonly byte[] s_addressBytes = [2, 0, 0, 0, 0, 0x55];

    [Fact]
    public void A_forwarding_entry_is_written_as_bridge_writes_it()
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Bridges.Forwarding.Append(new ForwardingEntry(7, s_address) { Destination = IPAddress.Parse("192.0.2.2"), DestinationPort = 0x1234, Vni = 77, Via = 3 });

        Assert.Equal(
            Request(28, 0xc05, [7, 0, 0, 0, 7, 0, 0, 0, 0xc0, 0, 2, 0], Wire.Attribute(2, s_addressBytes), Wire.Attribute(1, [192, 0, 2, 2]), Wire.Attribute(6, [0x12, 0x34]), Wire.Attribute(7, Wire.Int32(77)), Wire.Attribute(8, Wire.Int32(3))),
            peer.Sent[0]);
    }

    [Fact]
    public void Forwarding_entries_are_read()
    {
        static byte[] Entry(uint sequence, int device, byte state, byte flags, params byte[][] more) => Wire.Message(
            28, Wire.Multi, sequence, [7, 0, 0, 0, .. Wire.Int32(device), state, 0, flags, 0], Wire.Attribute(2, s_addressBytes), Wire.Join(more));
        FakePeer peer = new(s =>
        [
            Wire.Join(
                Entry(s[0], 4, 0x40, 0x40, Wire.Attribute(9, Wire.Int32(2)), Wire.Attribute(5, Wire.UInt16(20)), Wire.Attribute(3, Wire.Join(Wire.Int32(0), Wire.Int32(150), Wire.Int32(200), Wire.Int32(0)))),
                Entry(s[0], 2, 0x80, 0, Wire.Attribute(9, Wire.Int32(2))),
                Entry(s[0], 5, 0xc0, 2, Wire.Attribute(1, [192, 0, 2, 9]), Wire.Attribute(11, Wire.Int32(100))),
                Entry(s[0], 4, 0x02, 0), Entry(s[0], 4, 0x04, 0)),
            Wire.DoneMessage(s[0]),
        ]);
        using var connection = new NetlinkConnection(peer);

        IReadOnlyList<ForwardingEntry> entries = connection.Bridges.Forwarding.List();

        Assert.Equal([ForwardingState.Static, ForwardingState.Permanent, ForwardingState.Permanent, ForwardingState.Dynamic, ForwardingState.Stale], entries.Select(entry => entry.State!.Value));
        Assert.Equal(
            new ForwardingEntry(4, s_address)
            {
                State = ForwardingState.Static, Flags = ForwardingFlags.Master | ForwardingFlags.Sticky, Bridge = 2, VlanId = 20, Used = TimeSpan.FromSeconds(1.5), Updated = TimeSpan.FromSeconds(2),
            },
            entries[0]);
        Assert.Equal(ForwardingFlags.Self, entries[1].Flags);
        Assert.Equal((IPAddress.Parse("192.0.2.9"), 100u), (entries[2].Destination, entries[2].SourceVni));
    }

    [Fact]
    public void A_list_asks_for_one_device_or_bridge_and_an_older_kernel_that_sends_all_is_filtered()
    {
        static byte[] Entry(uint sequence, int device, int master) => Wire.Message(
            28, Wire.Multi, sequence, [7, 0, 0, 0, .. Wire.Int32(device), 0x80, 0, 0, 0], Wire.Attribute(2, s_addressBytes), Wire.Attribute(9, Wire.Int32(master)));
        static byte[][] All(uint[] s) => [Wire.Join(Entry(s[0], 4, 2), Entry(s[0], 5, 3)), Wire.DoneMessage(s[0])];
        FakePeer peer = new(All, All);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(5, Assert.Single(connection.Bridges.Forwarding.List(device: 5)).Device.Index);
        Assert.Equal(4, Assert.Single(connection.Bridges.Forwarding.List(bridge: 2)).Device.Index);
        Assert.Equal(Request(30, 0x301, [7, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0]), peer.Sent[0]);
        Assert.Equal(Request(30, 0x301, 2, [7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], Wire.Attribute(9, Wire.Int32(2))), peer.Sent[1]);
    }

    [Fact]
    public void A_multicast_group_is_written_and_read()
    {
        byte[] Group(byte state) => [4, 0, 0, 0, state, 0, 20, 0, 239, 1, 1, 1, .. new byte[12], 8, 0, 0, 0];
        FakePeer peer = new(
            s => [Wire.Ack(s[0])],
            s =>
            [
                Wire.Message(
                    86, Wire.Multi, s[0], [7, 0, 0, 0, 2, 0, 0, 0],
                    Wire.Attribute(1, Wire.Attribute(1, Wire.Attribute(1, Wire.Join(
                        Group(1), Wire.Attribute(1, Wire.Int32(250)), Wire.Attribute(3, [1]), Wire.Attribute(4, [192, 0, 2, 9]), Wire.Attribute(5, [4]),
                        Wire.Attribute(2, Wire.Attribute(1, Wire.Attribute(1, [192, 0, 2, 8]))))))))
                ,
                Wire.DoneMessage(s[0]),
            ]);
        using var connection = new NetlinkConnection(peer);

        connection.Bridges.Groups.Add(new MulticastGroupEntry(2, 4, IPAddress.Parse("239.1.1.1")) { VlanId = 20, IsPermanent = true, Source = IPAddress.Parse("192.0.2.9") });
        MulticastGroupEntry read = Assert.Single(connection.Bridges.Groups.List());

        Assert.Equal(Request(84, 0x605, [7, 0, 0, 0, 2, 0, 0, 0], Wire.Attribute(1, Group(1)), Wire.Attribute(0x8002, Wire.Attribute(1, [192, 0, 2, 9]))), peer.Sent[0]);
        Assert.Equal(
            new MulticastGroupEntry(2, 4, IPAddress.Parse("239.1.1.1"))
            {
                VlanId = 20, IsPermanent = true, Source = IPAddress.Parse("192.0.2.9"), Sources = [IPAddress.Parse("192.0.2.8")], FilterMode = MulticastFilterMode.Include, Protocol = 4,
                Timer = TimeSpan.FromSeconds(2.5),
            },
            read);
    }

    [Fact]
    public void Vlans_are_written_as_a_range_and_read_one_by_one()
    {
        FakePeer peer = new(
            s => [Wire.Ack(s[0])],
            s => [Wire.Message(16, Wire.Multi, s[0], Wire.LinkHeader(4), Wire.Attribute(26, Wire.Join(Wire.Attribute(2, [6, 0, 1, 0]), Wire.Attribute(2, [0, 0, 9, 0])))), Wire.DoneMessage(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Bridges.Vlans.Add(new BridgeVlan(4, 10) { LastVlanId = 4094, IsUntagged = true });

        Assert.Equal(
            Request(19, 5, [7, 0, 0, 0, 4, 0, 0, 0, .. new byte[8]], Wire.Attribute(0x801a, Wire.Join(Wire.Attribute(0, [1, 0]), Wire.Attribute(2, [0xc, 0, 10, 0]), Wire.Attribute(2, [0x14, 0, 0xfe, 0xf])))),
            peer.Sent[0]);
        Assert.Equal([new BridgeVlan(4, 1) { IsPvid = true, IsUntagged = true }, new BridgeVlan(4, 9)], connection.Bridges.Vlans.List());
    }

    [Fact]
    public void What_cannot_be_sends_nothing()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);

        Assert.Throws<ArgumentException>(() => connection.Bridges.Vlans.Add(new BridgeVlan(4, 1) { LastVlanId = 3, IsPvid = true }));
        Assert.ThrowsAny<ArgumentException>(() => connection.Bridges.Vlans.Add(new BridgeVlan(4, 4095)));
        Assert.ThrowsAny<ArgumentException>(() => connection.Bridges.Forwarding.Add(new ForwardingEntry(4, new PhysicalAddress(new byte[8]))));
        Assert.ThrowsAny<ArgumentException>(() => connection.Bridges.Groups.Add(new MulticastGroupEntry(2, LinkReference.None, IPAddress.Any)));
        Assert.Empty(peer.Sent);
    }

    private static byte[] Request(int type, int flags, params byte[][] parts) => Request(type, flags, 1, parts);

    private static byte[] Request(int type, int flags, uint sequence, params byte[][] parts)
    {
        byte[] message = Wire.Message(type, flags, sequence, parts);
        Array.Clear(message, 12, 4);
        return message;
    }
}
