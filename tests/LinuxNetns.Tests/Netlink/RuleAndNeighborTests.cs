using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class RuleAndNeighborTests
{
    [Fact]
    public void A_rule_is_sent_and_read()
    {
        var rule = new RoutingRule
        {
            Family = AddressFamily.InterNetwork, Priority = 7, From = IPNetwork.Parse("10.0.0.0/8"), IsInverted = true, IPProtocol = ProtocolType.Tcp, SourcePorts = 80,
            DestinationPorts = new PortRange(1000, 2000), UserIds = new UserIdRange(5, 6), TunnelId = 0x0102, Mark = 1, MarkMask = 3, Table = 1000,
            Action = RuleAction.ToTable, Protocol = RouteProtocol.Static, SuppressPrefixLength = 0,
        };
        byte[] header = [2, 0, 8, 0, 0, 0, 0, 1, 2, 0, 0, 0];
        byte[] attributes = Wire.Join(
            Wire.Attribute(6, Wire.Int32(7)), Wire.Attribute(2, [10, 0, 0, 0]), Wire.Attribute(10, Wire.Int32(1)), Wire.Attribute(16, Wire.Int32(3)),
            Wire.Attribute(22, [6]), Wire.Attribute(23, [80, 0, 80, 0]), Wire.Attribute(24, [0xe8, 3, 0xd0, 7]), Wire.Attribute(20, Wire.Join(Wire.Int32(5), Wire.Int32(6))),
            Wire.Attribute(12, [0, 0, 0, 0, 0, 0, 1, 2]), Wire.Attribute(14, Wire.Int32(0)), Wire.Attribute(21, [4]), Wire.Attribute(15, Wire.Int32(1000)));
        FakePeer peer = new(s => [Wire.Ack(s[0])], s => [Wire.Message(32, Wire.Multi, s[0], header, attributes), Wire.Message(32, Wire.Multi, s[0], [128, .. new byte[11]]), Wire.DoneMessage(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Rules.Add(rule);
        byte[] expected = Wire.Message(32, 0x605, 1, header, attributes);
        expected.AsSpan(12, 4).Clear();

        Assert.Equal(expected, peer.Sent[0]);
        Assert.Equal(rule, Assert.Single(connection.Rules.List()));
    }

    [Fact]
    public void What_a_rule_does_not_say_reads_as_null()
    {
        using var connection = new NetlinkConnection(new FakePeer(
            s => [Wire.Message(32, Wire.Multi, s[0], [10, 0, 0, 0, 255, 0, 0, 1, 1, 0, 0, 0], Wire.Attribute(14, Wire.Int32(-1)), Wire.Attribute(21, [2])), Wire.DoneMessage(s[0])]));

        Assert.Equal(
            new RoutingRule
            {
                Family = AddressFamily.InterNetworkV6, Priority = 0, Table = RoutingTableId.Local, Action = RuleAction.ToTable, Protocol = RouteProtocol.Kernel,
                Flags = RuleFlags.Permanent,
            },
            Assert.Single(connection.Rules.List()));
    }

    [Fact]
    public void A_flush_sends_back_what_was_read_and_does_not_mind_what_is_gone()
    {
        static byte[] Rule(uint sequence, byte priority) =>
            Wire.Message(32, Wire.Multi, sequence, [2, 0, 0, 0, 254, 0, 0, 1, 0, 0, 0, 0], Wire.Attribute(6, Wire.Int32(priority)));
        FakePeer peer = new(
            s => [Rule(s[0], 0), Rule(s[0], 5), Rule(s[0], 6), Rule(s[0], 7), Wire.DoneMessage(s[0])],
            s => [Wire.Ack(s[0]), Wire.Ack(s[1], (int)Errno.ENOENT), Wire.Ack(s[2], (int)Errno.EPERM)]);
        using var connection = new NetlinkConnection(peer);

        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Rules.Flush());

        Assert.Equal((Errno.EPERM, "flush rules"), (error.Errno, error.Operation));
        byte[] first = Wire.WithSequence(Rule(2, 5), 2);
        first[4] = 33;
        first[6] = 5;
        first.AsSpan(12, 4).Clear();
        Assert.Equal(first, peer.Sent[1][..first.Length]);
        Assert.Equal(3 * first.Length, peer.Sent[1].Length);
    }

    [Fact]
    public void A_neighbor_is_sent_as_ip_sends_it()
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])], s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Neighbors.Add(new Neighbor(3, IPAddress.Parse("10.0.0.3"), PhysicalAddress.Parse("02-00-00-00-00-05")));
        connection.Neighbors.Add(new Neighbor(3, IPAddress.Parse("10.0.0.5")) { IsManaged = true });

        Assert.Equal(
            Convert.FromHexString("300000001C000506010000000000000002000000030000008000000008000100" + "0A0000030A0002000200000000050000"),
            peer.Sent[0]);
        Assert.Equal(Convert.FromHexString("2C0000001C0005060200000000000000020000000300000000000000" + "080001000A00000508000F0001000000"), peer.Sent[1]);
    }

    [Fact]
    public void A_neighbor_is_read_with_its_extended_flags_and_statistics()
    {
        byte[] cache = Wire.Join(Wire.Int32(100), Wire.Int32(200), Wire.Int32(300), Wire.Int32(4));
        using var connection = new NetlinkConnection(new FakePeer(s =>
        [
            Wire.Message(28, Wire.Multi, s[0], [10, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0x90, 1], Wire.Attribute(1, IPAddress.Parse("fd00::2").GetAddressBytes()),
                Wire.Attribute(2, [2, 0, 0, 0, 0, 5]), Wire.Attribute(3, cache), Wire.Attribute(4, Wire.Int32(6)), Wire.Attribute(12, [4]), Wire.Attribute(15, Wire.Int32(1))),
            Wire.Message(28, Wire.Multi, s[0], [7, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0], Wire.Attribute(2, new byte[6])),
            Wire.DoneMessage(s[0]),
        ]));

        Assert.Equal(
            new Neighbor(3, IPAddress.Parse("fd00::2"), PhysicalAddress.Parse("02-00-00-00-00-05"))
            {
                State = NeighborStates.Stale, IsRouter = true, IsExternallyLearned = true, IsManaged = true, Protocol = RouteProtocol.Static,
                Statistics = new(4, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), 6),
            },
            Assert.Single(connection.Neighbors.List()));
    }

    [Fact]
    public void A_group_of_next_hops_is_sent_and_read()
    {
        byte[] group = [5, 0, 0, 0, 2, 0, 0, 0, 10, 0, 0, 0, 0, 1, 0, 0];
        byte[] timers = Wire.Join(Wire.Attribute(1, Wire.UInt16(8)), Wire.Attribute(2, Wire.Int32(6000)), Wire.Attribute(3, Wire.Int32(3000)));
        FakePeer peer = new(
            s => [Wire.Ack(s[0])],
            s => [Wire.Message(104, 0, s[0], new byte[8], Wire.Attribute(1, Wire.Int32(7)), Wire.Attribute(2, group), Wire.Attribute(3, Wire.UInt16(1)), Wire.Attribute(12, timers))],
            s => [Wire.Ack(s[0], (int)Errno.ENOENT)]);
        using var connection = new NetlinkConnection(peer);
        var hop = new NextHop(7)
        {
            Group = [new(5, 3), new(10, 257)],
            Resilient = new() { Buckets = 8, IdleTimer = TimeSpan.FromSeconds(60), UnbalancedTimer = TimeSpan.FromSeconds(30) },
        };

        connection.NextHops.Add(hop);

        byte[] expected = Wire.Message(
            104, 0x605, 1, new byte[8], Wire.Attribute(1, Wire.Int32(7)), Wire.Attribute(2, group), Wire.Attribute(3, Wire.UInt16(1)), Wire.Attribute(12 | 0x8000, timers));
        expected.AsSpan(12, 4).Clear();
        Assert.Equal(expected, peer.Sent[0]);
        NextHop found = connection.NextHops.Get(7);
        Assert.Equal(
            (hop with { Protocol = found.Protocol, Scope = found.Scope, Family = AddressFamily.Unspecified }).Group!,
            found.Group!);
        Assert.Equal(hop.Resilient, found.Resilient);
        Assert.Null(connection.NextHops.Find(8));
    }
}
