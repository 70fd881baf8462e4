using System.Net;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>A link that was read in one namespace and is handed to another one's tables, where its index is another device's.</summary>
public sealed class ForeignLinkTests : IDisposable
{
    private const int Index = 77;

    private readonly Lab _red = new();
    private readonly Lab _blue = new();
    private readonly Link _ofBlue;

    public ForeignLinkTests()
    {
        _red.Ip($"link add red0 index {Index} type bridge");
        _red.Ip("link add br0 type bridge");
        _blue.Ip($"link add blue0 index {Index} type bridge");
        _ofBlue = _blue.Namespace.Links.Get("blue0");
    }

    private NetworkNamespace Red => _red.Namespace;

    public static TheoryData<string, Action<NetworkNamespace, Link>> Calls => new()
    {
        { "delete", static (ns, link) => ns.Links.Delete(link) },
        { "delete, batch", static (ns, link) => throw Assert.Single(ns.Netlink.CreateBatch().Delete(link).Execute()).Exception! },
        { "change", static (ns, link) => ns.Links.Change(link, new Link { Mtu = 1234 }) },
        { "port", static (ns, link) => ns.Links.Change(link, new Link { Port = new BridgePort { Isolated = true } }) },
        { "up", static (ns, link) => ns.Links.SetUp(link) },
        { "down", static (ns, link) => ns.Links.SetDown(link) },
        { "move", static (ns, link) => ns.Links.MoveTo(link, ns, "moved0") },
        { "get", static (ns, link) => ns.Links.Get(link) },
        { "statistics", static (ns, link) => ns.Links.GetStatistics(link) },
        { "property", static (ns, link) => ns.Links.AddAlternativeName(link, "another") },
        { "master", static (ns, link) => ns.Links.Change("br0", new Link { Master = link }) },
        { "lower", static (ns, link) => ns.Links.Add(new MacvlanLink("above") { Lower = link }) },
        { "address", static (ns, link) => ns.Addresses.Add(link, "10.1.1.1/24") },
        { "addresses", static (ns, link) => ns.Addresses.Flush(link) },
        { "route", static (ns, link) => ns.Routes.Add(new Route("10.2.0.0/16") { Device = link }) },
        { "neighbor", static (ns, link) => ns.Neighbors.Add(new Neighbor(link, IPAddress.Parse("10.1.1.2"), new([2, 0, 0, 0, 0, 1]))) },
        { "queue", static (ns, link) => ns.Qdiscs.Add(new PfifoQdisc(link)) },
        { "ethtool", static (ns, link) => ns.Ethtool.SetFeature(link, "tx-checksum-ip-generic", false) },
    };

    public void Dispose()
    {
        _red.Dispose();
        _blue.Dispose();
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void Another_device_of_the_same_index_is_left_alone(string name, Action<NetworkNamespace, Link> call)
    {
        _ = name;
        string before = Shown();

        NetlinkException error = Assert.Throws<NetlinkException>(() => call(Red, _ofBlue));

        Assert.Equal(Errno.ENODEV, error.Errno);
        Assert.Equal(before, Shown());
    }

    [Fact]
    public void The_error_tells_both_names()
    {
        string message = Assert.Throws<NetlinkException>(() => Red.Links.Delete(_ofBlue)).Message;

        Assert.Contains("\"blue0\"", message, StringComparison.Ordinal);
        Assert.Contains("\"red0\"", message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_not_found() => Assert.Null(Red.Links.Find(_ofBlue));

    [Fact]
    public void Keys_are_not_given_to_another_device()
    {
        string lacking = _red.TryIp("link add wgr index 78 type wireguard");
        Assert.SkipWhen(lacking.Contains("Unknown device type", StringComparison.Ordinal) || lacking.Contains("not supported", StringComparison.OrdinalIgnoreCase), $"This kernel lacks the module wireguard: {lacking.Trim()}");
        Assert.Equal("", lacking);
        _blue.Ip("link add wgb index 78 type wireguard");
        Link wireGuard = _blue.Namespace.Links.Get("wgb");

        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Red.WireGuard.Get(wireGuard)).Errno);
        Assert.Equal(
            Errno.ENODEV, Assert.Throws<NetlinkException>(() => Red.WireGuard.Set(wireGuard, new WireGuardDevice { PrivateKey = WireGuardKey.GeneratePrivate() })).Errno);

        Assert.Null(Red.WireGuard.Get("wgr").PrivateKey);
        _blue.Namespace.WireGuard.Set(wireGuard, new WireGuardDevice { ListenPort = 4711 });
        Assert.Equal((ushort)4711, _blue.Namespace.WireGuard.Get("wgb").ListenPort);
    }

    [Fact]
    public void A_link_that_was_renamed_is_found_by_its_index_alone()
    {
        Link read = Red.Links.Get("red0");
        _red.Ip("link set red0 name other0");

        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Red.Links.SetUp(read)).Errno);
        Red.Links.SetUp(read.Index);

        Assert.True(Red.Links.Get("other0").IsUp);
    }

    [Fact]
    public void In_its_own_namespace_it_is_what_it_was()
    {
        LinkTable links = _blue.Namespace.Links;

        links.Change(_ofBlue, new Link { Mtu = 1234 });
        links.SetUp(_ofBlue);
        _blue.Namespace.Addresses.Add(_ofBlue, "10.1.1.1/24");
        Assert.Equal((1234, true), (links.Get(_ofBlue).Mtu, links.Get(_ofBlue).IsUp));
        _ = _blue.Namespace.Ethtool.GetFeatures(_ofBlue);
        links.Delete(_ofBlue);

        Assert.Null(links.Find("blue0"));
    }

    private string Shown() => _red.Ip("-d address") + _red.Ip("route") + _red.Ip("neighbor");
}
