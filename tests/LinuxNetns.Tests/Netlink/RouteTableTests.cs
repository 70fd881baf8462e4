using System.Net;
using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class RouteTableTests
{
    private const int NewRoute = 24;
    private const int Dump = 0x301;

    private static readonly IPAddress s_gateway = IPAddress.Parse("10.0.0.2");

    [Fact]
    public void A_route_is_sent_as_ip_sends_it()
    {
        // strace -e write=3 ip route add 10.8.0.0/16 nexthop via 10.0.0.2 weight 3 nexthop via 10.0.0.3 weight 1
        byte[] expected = Wire.Message(
            NewRoute, 0x605, 1, [2, 16, 0, 0, 254, 3, 0, 1, 0, 0, 0, 0], Wire.Attribute(1, [10, 8, 0, 0]),
            Wire.Attribute(9 | 0x8000, [16, 0, 0, 2, 0, 0, 0, 0, 8, 0, 5, 0, 10, 0, 0, 2, 16, 0, 0, 0, 0, 0, 0, 0, 8, 0, 5, 0, 10, 0, 0, 3]));

        byte[] sent = Sent(new Route("10.8.0.0/16") { NextHops = [new(s_gateway, 3), new(IPAddress.Parse("10.0.0.3"))] });

        Assert.Equal(WithoutPort(expected), sent);
    }

    [Fact]
    public void An_IPv6_gateway_of_IPv4_goes_by_another_attribute()
    {
        byte[] expected = Wire.Message(
            NewRoute, 0x605, 1, [2, 16, 0, 0, 254, 3, 0, 1, 0, 0, 0, 0], Wire.Attribute(1, [10, 6, 0, 0]),
            Wire.Attribute(18, [10, 0, 0xfe, 0x80, .. new byte[13], 1]), Wire.Attribute(4, Wire.Int32(7)));

        Assert.Equal(WithoutPort(expected), Sent(new Route("10.6.0.0/16") { Gateway = IPAddress.Parse("fe80::1"), Device = 7 }));
    }

    [Theory]
    [InlineData(null, "10.0.0.2", 254, 0, 1)]
    [InlineData(null, null, 254, 253, 1)]
    [InlineData(RouteType.Local, null, 255, 254, 2)]
    [InlineData(RouteType.Broadcast, null, 255, 253, 3)]
    [InlineData(RouteType.Multicast, null, 254, 253, 5)]
    [InlineData(RouteType.Blackhole, null, 254, 0, 6)]
    public void Defaults_are_those_of_ip(RouteType? type, string? gateway, byte table, byte scope, byte wireType)
    {
        byte[] sent = Sent(new Route("10.6.0.0/16") { Type = type, Gateway = gateway is null ? null : IPAddress.Parse(gateway) });

        Assert.Equal([2, 16, 0, 0, table, 3, scope, wireType], sent[16..24]);
    }

    [Theory]
    [InlineData("default", null, 2)]
    [InlineData("default", "10.0.0.2", 2)]
    [InlineData("default", "fe80::1", 10)]
    [InlineData("0.0.0.0/0", null, 2)]
    [InlineData("::/0", null, 10)]
    public void The_family_of_a_default_route_is_its_gateways(string destination, string? gateway, byte family)
    {
        Assert.Equal(family, Sent(new Route(destination) { Gateway = gateway is null ? null : IPAddress.Parse(gateway), Device = 3 })[16]);
    }

    [Fact]
    public void A_deletion_leaves_open_what_is_not_said()
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Routes.Delete(new Route("10.6.0.0/16") { Table = 1000 });

        Assert.Equal(
            WithoutPort(Wire.Message(25, 5, 1, [2, 16, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0], Wire.Attribute(15, Wire.Int32(1000)), Wire.Attribute(1, [10, 6, 0, 0]))),
            peer.Sent[0]);
    }

    [Fact]
    public void A_refused_attribute_is_named_as_the_property()
    {
        // struct rtmsg ends at 28; RTA_PREFSRC is the second attribute, behind 8 bytes of RTA_DST.
        FakePeer peer = new(s => [Wire.Ack(s[0], (int)Errno.EINVAL, Wire.Text(1, "Invalid prefsrc address"), Wire.Attribute(2, Wire.Int32(36)))]);
        using var connection = new NetlinkConnection(peer);

        NetlinkException error = Assert.Throws<NetlinkException>(() => connection.Routes.Add(new Route("10.6.0.0/16") { PreferredSource = s_gateway, Device = 3 }));

        Assert.Equal(("PreferredSource", "add route 10.6.0.0/16 dev if3", "Invalid prefsrc address"), (error.Property, error.Operation, error.KernelMessage));
    }

    [Fact]
    public void A_route_with_everything_is_read()
    {
        byte[] metrics = Wire.Join(
            Wire.Attribute(1, Wire.Int32(4)), Wire.Attribute(2, Wire.Int32(1400)), Wire.Attribute(4, Wire.Int32(800)), Wire.Attribute(5, Wire.Int32(80)),
            Wire.Attribute(10, Wire.Int32(9)), Wire.Attribute(13, Wire.Int32(250)), Wire.Attribute(15, Wire.Int32(1)), Wire.Text(16, "cubic"));
        byte[] cache = Wire.Join(Wire.Int32(1), Wire.Int32(250), Wire.Int32(60_000), Wire.Int32(-101), Wire.Int32(7), new byte[12]);
        byte[] message = Wire.Message(
            NewRoute, Wire.Multi, 1, [2, 16, 0, 0x10, 252, 4, 0, 1, 4, 0, 0, 0], Wire.Attribute(15, Wire.Int32(1000)), Wire.Attribute(1, [10, 6, 0, 0]),
            Wire.Attribute(6, Wire.Int32(50)), Wire.Attribute(7, [10, 0, 0, 1]), Wire.Attribute(5, [10, 0, 0, 2]), Wire.Attribute(4, Wire.Int32(3)),
            Wire.Attribute(8, metrics), Wire.Attribute(11, Wire.Int32(0x30005)), Wire.Attribute(12, cache), Wire.Attribute(20, [3]),
            Wire.Attribute(21, Wire.UInt16(1)), Wire.Attribute(22, Wire.Attribute(1, [0, 6, 0x40, 0, 0, 0x0c, 0x81, 0])));
        using var connection = new NetlinkConnection(new FakePeer(s => [message, Wire.DoneMessage(s[0])]));

        Route route = Assert.Single(connection.Routes.List(RouteFilter.AllTables));

        Assert.Equal("10.6.0.0/16 via 10.0.0.2 dev if3", route.ToString());
        Assert.Equal((new RoutingTableId(1000), RouteProtocol.Static, RouteScope.Global, RouteType.Unicast), (route.Table!.Value, route.Protocol!.Value, route.Scope!.Value, route.Type!.Value));
        Assert.Equal((50u, (byte)0x10, IPAddress.Parse("10.0.0.1"), true), (route.Priority!.Value, route.TypeOfService!.Value, route.PreferredSource, route.OnLink));
        Assert.Equal(
            new RouteMetrics
            {
                Locks = RouteMetricLocks.Mtu, Mtu = 1400, RoundTripTime = TimeSpan.FromMilliseconds(100), RoundTripTimeVariance = TimeSpan.FromMilliseconds(20),
                HopLimit = 9, MinimumRetransmissionTimeout = TimeSpan.FromMilliseconds(250), QuickAck = true, CongestionControl = "cubic",
            },
            route.Metrics);
        Assert.Equal((new RouteRealms(3, 5), RoutePreference.Low, Errno.ENETUNREACH, TimeSpan.FromMinutes(10)), (route.Realms!.Value, route.Preference!.Value, route.Error, route.Expires!.Value));
        Assert.Equal(new RouteStatistics(1, 7, TimeSpan.FromSeconds(2.5)), route.Statistics);
        Assert.Equal([100, 200], Assert.IsType<MplsEncapsulation>(route.Encapsulation).Labels);
    }

    [Fact]
    public void What_is_asked_for_is_filtered_here_too()
    {
        FakePeer peer = new(s => [Row(2, 16, 254, 3, 5, 0), Row(2, 16, 255, 3, 5, 0), Row(2, 16, 254, 4, 5, 0), Row(2, 16, 254, 3, 6, 0), Row(2, 16, 254, 3, 5, 0x200), Row(128, 16, 254, 3, 5, 0), Wire.DoneMessage(s[0])]);
        using var connection = new NetlinkConnection(peer);

        Assert.Single(connection.Routes.List(new RouteFilter { Device = 5, Protocol = RouteProtocol.Boot, Family = AddressFamily.InterNetwork }));

        Assert.Equal(
            WithoutPort(Wire.Message(26, Dump, 1, [2, 0, 0, 0, 254, 3, 0, 0, 0, 0, 0, 0], Wire.Attribute(4, Wire.Int32(5)))),
            peer.Sent[0]);
    }

    [Theory]
    [InlineData(254, 1)]
    [InlineData(252, 2)]
    [InlineData(300, 3)]
    public void A_table_that_the_header_has_no_room_for_is_found_by_the_attribute(int table, int index)
    {
        FakePeer peer = new(s => [Row(2, 16, 254, 3, 1, 0), RowOf(252, 2), RowOf(300, 3), RowOf(301, 4), Wire.DoneMessage(s[0])]);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(index, Assert.Single(connection.Routes.List(new RouteFilter { Table = table })).Device!.Value.Index);

        // RT_TABLE_COMPAT is 252, and a table as any other.
        static byte[] RowOf(int table, int device) =>
            Wire.Message(NewRoute, Wire.Multi, 1, [2, 0, 0, 0, 252, 3, 253, 1], Wire.Int32(0), Wire.Attribute(15, Wire.Int32(table)), Wire.Attribute(4, Wire.Int32(device)));
    }

    [Fact]
    public void A_kernel_that_refuses_the_filter_is_asked_again_without()
    {
        FakePeer peer = new(s => [Wire.DoneMessage(s[0], (int)Errno.EINVAL)], s => [.. new[] { Row(2, 16, 254, 3, 5, 0), Row(2, 16, 255, 3, 5, 0) }.Select(row => Wire.WithSequence(row, s[0])), Wire.DoneMessage(s[0])]);
        using var connection = new NetlinkConnection(peer);

        Assert.Single(connection.Routes.List());
        Assert.Equal(new byte[12], peer.Sent[1][16..28]);
    }

    [Fact]
    public void A_table_that_is_not_there_is_empty()
    {
        using var connection = new NetlinkConnection(new FakePeer(s => [Wire.DoneMessage(s[0], (int)Errno.ENOENT)]));

        Assert.Empty(connection.Routes.List(new RouteFilter { Table = 77, Family = AddressFamily.InterNetwork }));
    }

    [Fact]
    public void Bad_routes_are_refused_before_anything_is_sent()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);
        Route good = new("10.6.0.0/16");

        Assert.All(
            ["10.1.1.1/8", "10.0.0.0/33", "2001:db8::/129", "10.0.0.0/", "10.0.0.0/-1", "10/8", "0x7f.1", "nothing", "", "10.0.0.0/8/8", "[::1]:80", "10.0.0.0/ 8"],
            text => Assert.ThrowsAny<ArgumentException>(() => new Route(text)));
        Assert.All(
            [
                good with { PreferredSource = IPAddress.IPv6Loopback },
                good with { Source = IPNetwork.Parse("::/0") },
                good with { Family = AddressFamily.InterNetworkV6 },
                good with { Family = AddressFamily.Unix },
                good with { NextHops = [] },
                good with { NextHops = [new(s_gateway)], Gateway = s_gateway },
                good with { NextHopId = 5, Gateway = s_gateway },
                good with { NextHopId = 5, Device = "eth0" },
                good with { NextHopId = 5, NextHops = [new(s_gateway)] },
                good with { NextHopId = 5, Encapsulation = new MplsEncapsulation(7) },
                good with { NextHopId = 5, Realms = new RouteRealms(1, 2) },
                good with { Metrics = new() { HopLimit = 256 } },
                good with { Metrics = new() { RoundTripTime = TimeSpan.FromDays(2) } },
                new Route("2001:db8::/32") { Gateway = s_gateway },
                new Route("2001:db8::/32") { NextHops = [new(s_gateway)] },
            ],
            route => Assert.ThrowsAny<ArgumentException>(() => connection.Routes.Add(route)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RouteNextHop(s_gateway, 257));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RouteNextHop(s_gateway, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => good with { Expires = TimeSpan.Zero });
        Assert.Throws<ArgumentException>(() => new MplsEncapsulation(1 << 20));
        Assert.Throws<ArgumentException>(() => new Seg6Encapsulation(Seg6Mode.Encap, s_gateway));
        Assert.ThrowsAny<ArgumentException>(() => connection.Routes.Lookup(s_gateway, new RouteLookup { Source = IPAddress.IPv6Loopback }));
        Assert.Empty(peer.Sent);
    }

    [Fact]
    public void What_was_read_of_a_next_hop_object_is_not_sent_with_its_id_and_makes_no_difference()
    {
        byte[] row = Wire.Message(NewRoute, Wire.Multi, 1, [2, 16, 0, 0, 254, 3, 0, 1, 0, 0, 0, 0], Wire.Attribute(1, [10, 6, 0, 0]), Wire.Attribute(30, Wire.Int32(5)), Wire.Attribute(5, [10, 0, 0, 2]));
        FakePeer peer = new(s => [Wire.WithSequence(row, s[0]), Wire.DoneMessage(s[0])], s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);
        Route read = Assert.Single(connection.Routes.List(new RouteFilter { Family = AddressFamily.InterNetwork }));

        connection.Routes.Delete(read);

        Assert.Equal((5u, s_gateway), (read.NextHopId!.Value, read.Gateway));
        Assert.Equal(0, new AttributeReader(peer.Sent[1].AsSpan(28)).Find(RouteAttribute.RTA_GATEWAY).Value.Length);
        Assert.Equal(read with { Gateway = null }, read with { Gateway = s_gateway } with { Gateway = null });
        Assert.Equal(read, read with { Gateway = s_gateway });
        Assert.Throws<ArgumentException>(() => connection.Routes.Add(read with { Gateway = s_gateway }));
    }

    [Fact]
    public void Rows_are_read_without_allocating()
    {
        byte[] row = Row(2, 16, 254, 3, 5, 0);
        static long Sum(byte[] row)
        {
            long sum = 0;
            var reader = new NetlinkReader(row);
            while (reader.TryRead(out NetlinkMessage message))
            {
                var route = new RouteRow(message);
                sum += RouteFilter.MainTable.Matches(route, 5) ? route.DeviceIndex + route.PrefixLength + route.Destination[0] : 0;
            }

            return sum;
        }

        _ = Sum(row);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long sum = 0;
        for (int i = 0; i < 10_000; i++)
        {
            sum += Sum(row);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((31 * 10_000L, 0L), (sum, allocated));
    }

    private static byte[] Row(byte family, byte length, byte table, byte protocol, int device, int flags) => Wire.Message(
        NewRoute, Wire.Multi, 1, [family, length, 0, 0, table, protocol, 253, 1], Wire.Int32(flags), Wire.Attribute(1, [10, 6, 0, 0]), Wire.Attribute(4, Wire.Int32(device)));

    private static byte[] Sent(Route route)
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);
        connection.Routes.Add(route);
        return Assert.Single(peer.Sent);
    }

    private static byte[] WithoutPort(byte[] message)
    {
        message.AsSpan(12, 4).Clear();
        return message;
    }
}
