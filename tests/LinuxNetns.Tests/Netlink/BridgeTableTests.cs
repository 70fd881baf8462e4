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

    /// <summary>ndm_state, NDA_NDM_STATE_MASK, ndm_flags with NTF_SELF, NDA_NDM_FLAGS_MASK: 0 is not sent.</summary>
    public static TheoryData<ForwardingFilter?, int, int, int, int> Filters => new()
    {
        { null, 0, 0, 2, 0 },
        { new() { IsPermanent = true }, 0x80, 0x80, 2, 0 },
        { new() { IsPermanent = false }, 0, 0x80, 2, 0 },
        { new() { IsDynamic = true }, 0, 0xc0, 2, 0 },
        { new() { IsDynamic = false }, 0x40, 0x40, 2, 0 },
        { new() { IsPermanent = false, IsDynamic = false }, 0x40, 0xc0, 2, 0 },
        { new() { IsAddedByUser = true, IsSticky = false }, 0, 0, 3, 0x41 },
        { new() { IsExternallyLearned = true, IsOffloaded = true, IsRouter = false }, 0, 0, 0x32, 0xb0 },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public void A_flush_says_what_must_be_and_what_must_not(ForwardingFilter? filter, int state, int stateMask, int flags, int flagMask)
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Bridges.Forwarding.Flush(2, filter);

        Assert.Equal(
            Request(29, 0x205, [7, 0, 0, 0, 2, 0, 0, 0, (byte)state, 0, (byte)flags, 0], stateMask == 0 ? [] : Wire.Attribute(16, Wire.UInt16(stateMask)), flagMask == 0 ? [] : Wire.Attribute(17, [(byte)flagMask])),
            peer.Sent[0]);
    }

    [Fact]
    public void A_flush_of_a_port_or_of_ends_has_an_attribute_for_each()
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])], s => [Wire.Ack(s[0], (int)Errno.EINVAL)]);
        using var connection = new NetlinkConnection(peer);

        connection.Bridges.Forwarding.Flush(4, new ForwardingFilter { Port = 4, VlanId = 20 }, master: true);
        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Bridges.Forwarding.Flush(
            5, new ForwardingFilter { Destination = IPAddress.Parse("192.0.2.2"), DestinationPort = 0x1234, Vni = 7, SourceVni = 8, NextHopId = 9 }));

        Assert.Equal(Request(29, 0x205, [7, 0, 0, 0, 4, 0, 0, 0, 0, 0, 4, 0], Wire.Attribute(8, Wire.Int32(4)), Wire.Attribute(5, Wire.UInt16(20))), peer.Sent[0]);
        Assert.Equal(
            Request(
                29, 0x205, 2, [7, 0, 0, 0, 5, 0, 0, 0, 0, 0, 2, 0], Wire.Attribute(1, [192, 0, 2, 2]), Wire.Attribute(6, [0x12, 0x34]), Wire.Attribute(7, Wire.Int32(7)), Wire.Attribute(11, Wire.Int32(8)),
                Wire.Attribute(13, Wire.Int32(9))),
            peer.Sent[1]);
        Assert.Equal((Errno.EINVAL, "flush the forwarding entries of \"if5\""), (error.Errno, error.Operation));
    }

    [Fact]
    public void Network_identifiers_are_written_and_read()
    {
        byte[] statistics = Wire.Attribute(0x8005, Wire.Join([.. Enumerable.Range(1, 8).Select(type => Wire.Attribute(type, [(byte)type, 1, .. new byte[6]]))]));
        FakePeer peer = new(
            s => [Wire.Ack(s[0])],
            s => [Wire.Ack(s[0])],
            s =>
            [
                Wire.Join(
                    Wire.Message(
                        120, Wire.Multi, s[0], [7, 0, 0, 0, 5, 0, 0, 0],
                        Wire.Attribute(0x8001, Wire.Join(Wire.Attribute(1, Wire.Int32(100)), Wire.Attribute(2, Wire.Int32(199)), Wire.Attribute(3, [239, 1, 1, 1]))),
                        Wire.Attribute(0x8001, Wire.Join(Wire.Attribute(1, Wire.Int32(7)), Wire.Attribute(4, new byte[16]), statistics))),
                    Wire.Message(120, Wire.Multi, s[0], [7, 0, 0, 0, 6, 0, 0, 0], Wire.Attribute(0x8001, Wire.Attribute(1, Wire.Int32(9))))),
                Wire.DoneMessage(s[0]),
            ]);
        using var connection = new NetlinkConnection(peer);

        connection.Bridges.Vnis.Add(new VniEntry(5, 100) { LastVni = 199, Remote = IPAddress.Parse("239.1.1.1") });
        connection.Bridges.Vnis.Delete(new VniEntry(5, 100) { Remote = IPAddress.IPv6Loopback });
        IReadOnlyList<VniEntry> read = connection.Bridges.Vnis.List(5, statistics: true);

        Assert.Equal(
            Request(120, 5, [7, 0, 0, 0, 5, 0, 0, 0], Wire.Attribute(0x8001, Wire.Join(Wire.Attribute(1, Wire.Int32(100)), Wire.Attribute(2, Wire.Int32(199)), Wire.Attribute(3, [239, 1, 1, 1])))), peer.Sent[0]);
        Assert.Equal(
            Request(121, 5, 2, [7, 0, 0, 0, 5, 0, 0, 0], Wire.Attribute(0x8001, Wire.Join(Wire.Attribute(1, Wire.Int32(100)), Wire.Attribute(4, IPAddress.IPv6Loopback.GetAddressBytes())))), peer.Sent[1]);
        Assert.Equal(Request(122, 0x301, 3, [7, 1, 0, 0, 5, 0, 0, 0]), peer.Sent[2]);
        Assert.Equal(new VniEntry(5, 100) { LastVni = 199, Remote = IPAddress.Parse("239.1.1.1") }, read[0]);
        Assert.Equal(2, read.Count);
        VniStatistics counted = read[1].Statistics!;
        Assert.Equal(
            [0x101, 0x102, 0x103, 0x104, 0x105, 0x106, 0x107, 0x108],
            [
                counted.ReceivedBytes, counted.ReceivedPackets, counted.ReceiveDrops, counted.ReceiveErrors,
                counted.SentBytes, counted.SentPackets, counted.SendDrops, counted.SendErrors,
            ]);
        Assert.Equal((7u, (uint?)null, (IPAddress?)null), (read[1].Vni, read[1].LastVni, read[1].Remote));
    }

    [Theory]
    [InlineData(1, "C000")]
    [InlineData(5, "0010")]
    [InlineData(7, "00000001")]
    [InlineData(9, "02")]
    public void A_forwarding_entry_that_cannot_be_is_refused(int type, string value)
    {
        FakePeer peer = new(s =>
        [
            Wire.Message(28, Wire.Multi, s[0], [7, 0, 0, 0, .. Wire.Int32(4), 0x80, 0, 0, 0], Wire.Attribute(2, s_addressBytes), Wire.Attribute(type, Convert.FromHexString(value))), Wire.DoneMessage(s[0]),
        ]);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => connection.Bridges.Forwarding.List()).Errno);
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
        Assert.Throws<ArgumentException>(() => connection.Bridges.Forwarding.Flush(LinkReference.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForwardingFilter { VlanId = 4095 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ForwardingFilter { SourceVni = 1 << 24 });
        Assert.Throws<ArgumentException>(() => new VniEntry(LinkReference.None, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VniEntry(5, 1 << 24));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VniEntry(5, 1) { LastVni = 1 << 24 });
        Assert.Equal("LastVni", Assert.ThrowsAny<ArgumentException>(() => connection.Bridges.Vnis.Add(new VniEntry(5, 100) { LastVni = 100 })).ParamName);
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
