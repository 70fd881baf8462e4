using System.Net;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class TunnelLinkTests
{
    private static readonly IPAddress s_here = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress s_there = IPAddress.Parse("192.0.2.2");

    [Fact]
    public void A_gre_tunnel_is_made_with_what_was_given_and_nothing_else()
    {
        byte[] data = Sent(new GreLink("g") { Local = s_here, Remote = s_there, OutputKey = 7, InputChecksum = true, Ttl = 64 });

        Assert.Equal(
            Wire.Join(
                Wire.Attribute(6, [192, 0, 2, 1]), Wire.Attribute(7, [192, 0, 2, 2]), Wire.Attribute(8, [64]),
                Wire.Attribute(2, [0x80, 0]), Wire.Attribute(3, [0x20, 0]), Wire.Attribute(5, [0, 0, 0, 7])),
            data);
    }

    [Fact]
    public void Traffic_class_and_flow_label_over_ipv6_are_one_number()
    {
        byte[] data = Sent(new Ip6TunnelLink("t") { TrafficClass = 0xab, FlowLabel = 0x12345, TunnelOptions = Ip6TunnelOptions.CopyDscp });

        Assert.Equal(Wire.Join(Wire.Attribute(7, [0x0a, 0xb1, 0x23, 0x45]), Wire.Attribute(8, Wire.Int32(0x10))), data);
    }

    [Fact]
    public void A_tunnel_without_an_address_sends_none() =>
        Assert.Equal(Wire.Attribute(18, []), Sent(new GreTapLink("g") { External = true, Local = IPAddress.Any, Remote = IPAddress.Any }));

    [Fact]
    public void Sixrd_prefixes_are_sent_and_read()
    {
        var link = new SitLink("s") { SixRdPrefix = IPNetwork.Parse("2001:db8::/32"), SixRdRelayPrefix = IPNetwork.Parse("10.0.0.0/8"), Isatap = false };
        byte[] data = Sent(link);

        Assert.Equal(
            Wire.Join(
                Wire.Attribute(8, [0, 0]), Wire.Attribute(11, IPAddress.Parse("2001:db8::").GetAddressBytes()), Wire.Attribute(13, [32, 0]),
                Wire.Attribute(12, [10, 0, 0, 0]), Wire.Attribute(14, [8, 0])),
            data);
        var read = Assert.IsType<SitLink>(Read("sit", data));
        Assert.Equal((link.SixRdPrefix, link.SixRdRelayPrefix, false), (read.SixRdPrefix, read.SixRdRelayPrefix, read.Isatap));
    }

    [Fact]
    public void Encapsulation_is_read_where_there_is_one()
    {
        byte[] none = Wire.Join(Wire.Attribute(15, [0, 0]), Wire.Attribute(16, [0, 0]), Wire.Attribute(17, [0, 0]), Wire.Attribute(18, [0, 0]));
        byte[] gue = Wire.Join(Wire.Attribute(15, [2, 0]), Wire.Attribute(16, [5, 0]), Wire.Attribute(17, [0x12, 0x34]), Wire.Attribute(18, [0x17, 0xc0]));

        Assert.Null(Assert.IsType<IpipLink>(Read("ipip", none)).Encapsulation);
        Assert.Equal(
            new TunnelEncapsulation(TunnelEncapsulationType.Gue, 6080)
            {
                SourcePort = 0x1234, Options = TunnelEncapsulationOptions.Checksum | TunnelEncapsulationOptions.RemoteChecksum,
            },
            Assert.IsType<IpipLink>(Read("ipip", gue)).Encapsulation);
    }

    [Fact]
    public void A_key_counts_only_with_its_flag()
    {
        var link = Assert.IsType<GreLink>(Read("gre", Wire.Join(Wire.Attribute(2, [0x20, 0]), Wire.Attribute(3, [0x10, 0]), Wire.Attribute(4, [0, 0, 1, 0]), Wire.Attribute(5, [0, 0, 2, 0]))));

        Assert.Equal((256u, null), (link.InputKey!.Value, link.OutputKey));
        Assert.Equal((false, true), (link.InputSequence, link.OutputSequence));
    }

    [Theory]
    [InlineData("erspan", typeof(ErspanLink))]
    [InlineData("geneve", typeof(GeneveLink))]
    [InlineData("gre", typeof(GreLink))]
    [InlineData("gretap", typeof(GreTapLink))]
    [InlineData("ip6erspan", typeof(Ip6ErspanLink))]
    [InlineData("ip6gre", typeof(Ip6GreLink))]
    [InlineData("ip6gretap", typeof(Ip6GreTapLink))]
    [InlineData("ip6tnl", typeof(Ip6TunnelLink))]
    [InlineData("ipip", typeof(IpipLink))]
    [InlineData("sit", typeof(SitLink))]
    [InlineData("tun", typeof(TunLink))]
    [InlineData("vti", typeof(VtiLink))]
    [InlineData("vti6", typeof(Vti6Link))]
    [InlineData("wireguard", typeof(WireGuardLink))]
    [InlineData("xfrm", typeof(XfrmLink))]
    public void Every_kind_is_read_as_its_type_also_without_options(string kind, Type type)
    {
        Link link = Read(kind, []);

        Assert.IsType(type, link);
        Assert.Equal(kind, link.Kind);
    }

    [Theory]
    [InlineData("gre", 6, 3)]
    [InlineData("gre", 4, 2)]
    [InlineData("sit", 13, 1)]
    [InlineData("ip6tnl", 7, 3)]
    [InlineData("geneve", 7, 5)]
    [InlineData("vti", 2, 1)]
    [InlineData("xfrm", 2, 2)]
    [InlineData("tun", 1, 3)]
    public void An_option_too_short_is_a_bad_message(string kind, int type, int length)
    {
        byte[] data = Wire.Join(Wire.Attribute(type, new byte[length]), Wire.Attribute(11, new byte[16]));

        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => Read(kind, data)).Errno);
    }

    [Fact]
    public void A_prefix_longer_than_its_address_is_a_bad_message() =>
        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => Read("sit", Wire.Join(Wire.Attribute(11, new byte[16]), Wire.Attribute(13, [129, 0])))).Errno);

    [Fact]
    public void What_a_kind_cannot_have_is_refused_at_once()
    {
        Assert.Throws<ArgumentException>(() => new GreLink { Local = IPAddress.IPv6Loopback });
        Assert.Throws<ArgumentException>(() => new Ip6GreLink { Remote = s_there });
        Assert.Throws<ArgumentException>(() => new Vti6Link { Remote = s_there });
        Assert.Throws<ArgumentException>(() => new GreLink { FlowLabel = 1 });
        Assert.Throws<ArgumentException>(() => new IpipLink { EncapsulationLimit = 1 });
        Assert.Throws<ArgumentException>(() => new SitLink { TunnelOptions = Ip6TunnelOptions.CopyDscp });
        Assert.Throws<ArgumentException>(() => new Ip6TunnelLink { PathMtuDiscovery = true });
        Assert.Throws<ArgumentException>(() => new Ip6GreTapLink { IgnoreDontFragment = true });
        Assert.Throws<ArgumentException>(() => new SitLink { SixRdPrefix = IPNetwork.Parse("10.0.0.0/8") });
        Assert.Throws<ArgumentException>(() => new SitLink { SixRdRelayPrefix = IPNetwork.Parse("2001:db8::/32") });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ip6TunnelLink { FlowLabel = 0x100000 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new GeneveLink { Vni = 0x1000000 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TunnelEncapsulation(TunnelEncapsulationType.Fou, 65536));
    }

    [Fact]
    public void A_tun_device_is_not_made_by_netlink()
    {
        FakePeer peer = new(s => [Message(s[0], "tun", Wire.Join(Wire.Attribute(1, Wire.Int32(1000)), Wire.Attribute(3, [2]), Wire.Attribute(4, [1]), Wire.Attribute(6, [1])))]);
        using var connection = new NetlinkConnection(peer);
        var link = Assert.IsType<TunLink>(connection.Links.Get("t0"));

        Assert.Equal((1000u, null, TunMode.Tap, true, true), (link.OwnerUserId!.Value, link.OwnerGroupId, link.Mode!.Value, link.HasPacketInformation!.Value, link.IsPersistent!.Value));
        Assert.Throws<NotSupportedException>(() => connection.Links.Add(link));
        Assert.Single(peer.Sent);
    }

    /// <summary>What went into IFLA_INFO_DATA.</summary>
    private static byte[] Sent(Link link)
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);
        connection.Links.Add(link);
        var attributes = new AttributeReader(Assert.Single(peer.Sent).AsSpan(16 + 16));
        return attributes.Find(18).Nested.Find(2).Value.ToArray();
    }

    private static Link Read(string kind, byte[] data)
    {
        using var connection = new NetlinkConnection(new FakePeer(s => [Message(s[0], kind, data)]));
        return connection.Links.Get("t0");
    }

    private static byte[] Message(uint sequence, string kind, byte[] data) => Wire.Message(
        Wire.NewLink, 0, sequence, Wire.LinkHeader(2), Wire.Text(3, "t0"), Wire.Attribute(18, Wire.Join(Wire.Text(1, kind), Wire.Attribute(2, data))));
}
