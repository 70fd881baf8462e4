using System.Net;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class MplsRouteTests
{
    private const int NewRoute = 24;

    // 100, and the bit of the last label
    private static readonly byte[] s_label = Wire.Attribute(1, [0, 6, 0x41, 0]);

    private static readonly IPAddress s_gateway = IPAddress.Parse("10.0.0.2");

    /// <summary>struct rtmsg: AF_MPLS, 20 bits, table main, protocol boot, unicast.</summary>
    internal static byte[] Header => [28, 20, 0, 0, 254, 3, 0, 1, 0, 0, 0, 0];

    [Fact]
    public void A_route_is_written_as_ip_writes_it()
    {
        Assert.Equal(
            Request(0x605, Header, s_label, Wire.Attribute(26, [0]), Wire.Attribute(4, Wire.Int32(3)), Wire.Attribute(19, [0, 0xc, 0x80, 0, 0, 0x12, 0xc1, 0]), Wire.Attribute(18, [2, 0, 10, 0, 0, 2])),
            Sent(routes => routes.Add(new MplsRoute(100) { PropagatesTimeToLive = false, NextHops = [new MplsNextHop { Labels = [200, 300], Gateway = s_gateway, Device = 3 }] })));
        // struct rtnexthop: its length with its attributes, which are padded; flags, hops, the device
        Assert.Equal(
            Request(0x505, Header, s_label, Wire.Attribute(0x8009, [20, 0, 0, 0, 0, 0, 0, 0, .. Wire.Attribute(18, [2, 0, 10, 0, 0, 2]), 8, 0, 0, 0, 4, 0, 0, 0])),
            Sent(routes => routes.Replace(new MplsRoute(100) { NextHops = [new MplsNextHop { Gateway = s_gateway }, new MplsNextHop { Device = 4 }] })));
    }

    [Fact]
    public void A_deletion_names_the_label_alone()
    {
        byte[] header = Header;
        header[5] = 0;
        byte[] expected = Wire.Message(25, 5, 1, header, s_label);
        Array.Clear(expected, 12, 4);

        Assert.Equal(expected, Sent(routes => routes.Delete(new MplsRoute(100) { PropagatesTimeToLive = true, NextHops = [new MplsNextHop { Gateway = s_gateway }] })));
    }

    [Fact]
    public void Routes_are_read_and_those_of_other_families_are_not_of_them()
    {
        FakePeer peer = new(s =>
        [
            Wire.Join(
                Answer(s[0], Header, s_label, Wire.Attribute(19, [0, 0xc, 0x80, 0, 0, 0x12, 0xc1, 0]), Wire.Attribute(18, [10, 0, 0xfd, .. new byte[14], 2]), Wire.Attribute(4, Wire.Int32(3)), Wire.Attribute(26, [1])),
                // A kernel without MPLS answers with all that it has.
                Answer(s[0], [2, 24, 0, 0, 254, 3, 0, 1, 0, 0, 0, 0], Wire.Attribute(1, [10, 0, 0, 0])),
                Answer(s[0], Header, s_label, Wire.Attribute(9, [16, 0, 1, 0, 3, 0, 0, 0, .. Wire.Attribute(19, [0, 0xc, 0x81, 0]), 8, 0, 0, 0, 4, 0, 0, 0]))),
            Wire.DoneMessage(s[0]),
        ]);
        using var connection = new NetlinkConnection(peer);

        IReadOnlyList<MplsRoute> routes = connection.MplsRoutes.List();

        Assert.Equal(
            [
                new MplsRoute(100) { Protocol = RouteProtocol.Boot, PropagatesTimeToLive = true, NextHops = [new MplsNextHop { Labels = [200, 300], Gateway = IPAddress.Parse("fd00::2"), Device = 3 }] },
                new MplsRoute(100) { Protocol = RouteProtocol.Boot, NextHops = [new MplsNextHop { Labels = [200], Device = 3, Flags = RouteFlags.Dead }, new MplsNextHop { Device = 4 }] },
            ],
            routes);
        Assert.Equal("100 as 200/300 via fd00::2 dev if3", routes[0].ToString());
        Assert.Equal([28, .. new byte[11]], peer.Sent[0][16..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("06 00 01 00 00 06 00 00")]
    public void A_route_without_a_label_is_none(string destination)
    {
        FakePeer peer = new(s => [Answer(s[0], Header, Convert.FromHexString(destination.Replace(" ", "", StringComparison.Ordinal))), Wire.DoneMessage(s[0])]);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(connection.MplsRoutes.List).Errno);
    }

    [Fact]
    public void What_cannot_be_sends_nothing()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);

        Assert.Throws<ArgumentOutOfRangeException>(() => new MplsRoute(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MplsRoute(1 << 20));
        Assert.Throws<ArgumentException>(() => new MplsNextHop { Labels = [] });
        Assert.Throws<ArgumentException>(() => new MplsNextHop { Labels = [100, 1 << 20] });
        Assert.Equal("NextHops", Assert.Throws<ArgumentException>(() => connection.MplsRoutes.Add(new MplsRoute(100))).ParamName);
        Assert.Throws<ArgumentException>(() => connection.MplsRoutes.Replace(new MplsRoute(100) { NextHops = [] }));
        Assert.Empty(peer.Sent);
    }

    private static byte[] Answer(uint sequence, params byte[][] parts) => Wire.Message(NewRoute, Wire.Multi, sequence, parts);

    private static byte[] Sent(Action<MplsRouteTable> change)
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);
        change(connection.MplsRoutes);
        return Assert.Single(peer.Sent);
    }

    private static byte[] Request(int flags, params byte[][] parts)
    {
        byte[] message = Wire.Message(NewRoute, flags, 1, parts);
        Array.Clear(message, 12, 4);
        return message;
    }
}
