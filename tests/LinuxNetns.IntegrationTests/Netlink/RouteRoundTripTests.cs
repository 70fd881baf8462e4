using System.Net;
using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed class RouteRoundTripTests : IDisposable
{
    private static readonly IPAddress s_gateway = IPAddress.Parse("10.0.0.2");
    private static readonly IPAddress s_gateway6 = IPAddress.Parse("fd00::2");
    private static readonly IPAddress s_linkLocal = IPAddress.Parse("fe80::1");

    private static readonly Dictionary<string, Route> s_cases = new(StringComparer.Ordinal)
    {
        ["10.2.0.0/16 via 10.0.0.2"] = new("10.2.0.0/16") { Gateway = s_gateway },
        ["10.2.0.0/16 dev v0"] = new("10.2.0.0/16") { Device = "v0" },
        ["10.2.0.0/16 via 10.0.0.2 dev v0"] = new(IPNetwork.Parse("10.2.0.0/16")) { Gateway = s_gateway, Device = "v0" },
        ["default via 10.0.0.2"] = new("default") { Gateway = s_gateway },
        ["default dev v1"] = new("default") { Device = "v1" },
        ["default via 10.0.0.2 metric 50"] = new("0.0.0.0/0") { Gateway = s_gateway, Priority = 50 },
        ["10.2.0.1 via 10.0.0.2"] = new("10.2.0.1") { Gateway = s_gateway },
        ["blackhole 10.3.0.0/16"] = new("10.3.0.0/16") { Type = RouteType.Blackhole },
        ["unreachable 10.3.0.0/16"] = new("10.3.0.0/16") { Type = RouteType.Unreachable },
        ["prohibit 10.3.0.0/16"] = new("10.3.0.0/16") { Type = RouteType.Prohibit },
        ["throw 10.3.0.0/16"] = new("10.3.0.0/16") { Type = RouteType.Throw },
        ["throw default table 77"] = new("default") { Type = RouteType.Throw, Table = 77 },
        ["local 10.3.0.1 dev v0"] = new("10.3.0.1") { Type = RouteType.Local, Device = "v0" },
        ["local 10.3.0.0/16 dev lo table 100"] = new("10.3.0.0/16") { Type = RouteType.Local, Device = "lo", Table = 100 },
        ["broadcast 10.3.0.255 dev v0"] = new("10.3.0.255") { Type = RouteType.Broadcast, Device = "v0" },
        ["multicast 239.1.0.0/16 dev v0"] = new("239.1.0.0/16") { Type = RouteType.Multicast, Device = "v0" },
        ["10.4.0.0/16 via 10.0.0.2 table 100"] = new("10.4.0.0/16") { Gateway = s_gateway, Table = 100 },
        ["10.4.0.0/16 via 10.0.0.2 table 100000"] = new("10.4.0.0/16") { Gateway = s_gateway, Table = 100_000 },
        ["10.4.0.0/16 via 10.0.0.2 table local"] = new("10.4.0.0/16") { Gateway = s_gateway, Table = RoutingTableId.Local },
        ["10.4.0.0/16 via 10.0.0.2 proto static"] = new("10.4.0.0/16") { Gateway = s_gateway, Protocol = RouteProtocol.Static },
        ["10.4.0.0/16 via 10.0.0.2 proto 217"] = new("10.4.0.0/16") { Gateway = s_gateway, Protocol = 217 },
        ["10.4.0.0/16 dev v0 scope host"] = new("10.4.0.0/16") { Device = "v0", Scope = RouteScope.Host },
        ["10.4.0.0/16 dev v0 scope global"] = new("10.4.0.0/16") { Device = "v0", Scope = RouteScope.Global },
        ["10.4.0.0/16 via 10.0.0.2 src 10.0.1.1"] = new("10.4.0.0/16") { Gateway = s_gateway, PreferredSource = IPAddress.Parse("10.0.1.1") },
        ["10.4.0.0/16 via 192.0.2.1 dev v0 onlink"] = new("10.4.0.0/16") { Gateway = IPAddress.Parse("192.0.2.1"), Device = "v0", OnLink = true },
        ["10.4.0.0/16 via 10.0.0.2 tos 0x10"] = new("10.4.0.0/16") { Gateway = s_gateway, TypeOfService = 0x10 },
        ["10.4.0.0/16 via 10.0.0.2 mtu 1400"] = new("10.4.0.0/16") { Gateway = s_gateway, Metrics = new() { Mtu = 1400 } },
        ["10.4.0.0/16 via 10.0.0.2 mtu lock 1400 hoplimit 9"] = new("10.4.0.0/16")
        {
            Gateway = s_gateway, Metrics = new() { Mtu = 1400, Locks = RouteMetricLocks.Mtu, HopLimit = 9 },
        },
        ["10.4.0.0/16 via 10.0.0.2 advmss 1300 window 30000 rtt 100ms rttvar 20ms ssthresh 10 cwnd lock 20 reordering 5 initcwnd 11 initrwnd 12 rto_min 250ms quickack 1 congctl cubic features ecn fastopen_no_cookie 1"] = new("10.4.0.0/16")
        {
            Gateway = s_gateway,
            Metrics = new()
            {
                AdvertisedMss = 1300, Window = 30000, RoundTripTime = TimeSpan.FromMilliseconds(100), RoundTripTimeVariance = TimeSpan.FromMilliseconds(20),
                SlowStartThreshold = 10, CongestionWindow = 20, Locks = RouteMetricLocks.CongestionWindow, Reordering = 5, InitialCongestionWindow = 11,
                InitialReceiveWindow = 12, MinimumRetransmissionTimeout = TimeSpan.FromMilliseconds(250), QuickAck = true, CongestionControl = "cubic",
                Features = RouteFeatures.Ecn, FastOpenWithoutCookie = true,
            },
        },
        ["10.4.0.0/16 via 10.0.0.2 realms 5"] = new("10.4.0.0/16") { Gateway = s_gateway, Realms = new(0, 5) },
        ["10.4.0.0/16 via 10.0.0.2 realms 3/5"] = new("10.4.0.0/16") { Gateway = s_gateway, Realms = new(3, 5) },
        ["10.5.0.0/16 nexthop via 10.0.0.2 weight 3 nexthop via 10.0.1.2"] = new("10.5.0.0/16")
        {
            NextHops = [new(s_gateway, 3), new(IPAddress.Parse("10.0.1.2"))],
        },
        ["default nexthop dev v0 weight 256 nexthop via 10.0.1.2 dev v1 weight 2"] = new("default")
        {
            NextHops = [new() { Device = "v0", Weight = 256 }, new(IPAddress.Parse("10.0.1.2"), 2) { Device = "v1" }],
        },
        ["10.5.0.0/16 nexthop via 192.0.2.1 dev v0 onlink nexthop via 10.0.1.2 realms 7"] = new("10.5.0.0/16")
        {
            NextHops = [new(IPAddress.Parse("192.0.2.1")) { Device = "v0", OnLink = true }, new(IPAddress.Parse("10.0.1.2")) { Realms = new(0, 7) }],
        },
        ["10.5.0.0/16 nexthop via inet6 fd00::2 nexthop via 10.0.1.2"] = new("10.5.0.0/16")
        {
            NextHops = [new(s_gateway6), new(IPAddress.Parse("10.0.1.2"))],
        },
        ["10.6.0.0/16 via inet6 fe80::1 dev v0"] = new("10.6.0.0/16") { Gateway = s_linkLocal, Device = "v0" },
        ["default via inet6 fd00::2"] = new("default") { Family = AddressFamily.InterNetwork, Gateway = s_gateway6 },
        ["10.7.0.0/16 encap ip id 5 dst 192.0.2.9 dev v0"] = new("10.7.0.0/16")
        {
            Device = "v0", Encapsulation = new IPEncapsulation(IPAddress.Parse("192.0.2.9")) { Id = 5 },
        },
        ["10.7.0.0/16 encap ip id 6 src 10.0.0.1 dst 192.0.2.9 ttl 9 tos 4 key via 10.0.0.2"] = new("10.7.0.0/16")
        {
            Gateway = s_gateway,
            Encapsulation = new IPEncapsulation(IPAddress.Parse("192.0.2.9"))
            {
                Id = 6, Source = IPAddress.Parse("10.0.0.1"), TimeToLive = 9, TypeOfService = 4, Flags = IPEncapsulationFlags.Key,
            },
        },
        ["10.7.0.0/16 encap ip6 id 7 dst 2001:db8::9 src fd00::1 hoplimit 5 tc 3 dev v0"] = new("10.7.0.0/16")
        {
            Device = "v0",
            Encapsulation = new IPEncapsulation(IPAddress.Parse("2001:db8::9")) { Id = 7, Source = IPAddress.Parse("fd00::1"), TimeToLive = 5, TypeOfService = 3 },
        },
        ["10.7.0.0/16 encap mpls 100/200 via 10.0.0.2"] = new("10.7.0.0/16") { Gateway = s_gateway, Encapsulation = new MplsEncapsulation(100, 200) },
        ["10.7.0.0/16 encap mpls 16 ttl 7 via 10.0.0.2"] = new("10.7.0.0/16")
        {
            Gateway = s_gateway, Encapsulation = new MplsEncapsulation(16) { TimeToLive = 7 },
        },
        ["10.7.0.0/16 encap seg6 mode encap segs fd00::5,fd00::6 dev v0"] = new("10.7.0.0/16")
        {
            Device = "v0", Encapsulation = new Seg6Encapsulation(Seg6Mode.Encap, IPAddress.Parse("fd00::5"), IPAddress.Parse("fd00::6")),
        },
        ["10.5.0.0/16 nexthop encap ip id 5 dst 192.0.2.9 dev v0 nexthop via 10.0.1.2"] = new("10.5.0.0/16")
        {
            NextHops = [new() { Device = "v0", Encapsulation = new IPEncapsulation(IPAddress.Parse("192.0.2.9")) { Id = 5 } }, new(IPAddress.Parse("10.0.1.2"))],
        },

        ["2001:db8::/32 via fd00::2"] = new("2001:db8::/32") { Gateway = s_gateway6 },
        ["2001:db8::/32 dev v0"] = new("2001:db8::/32") { Device = "v0" },
        ["2001:db8::1 via fe80::1 dev v0"] = new("2001:db8::1") { Gateway = s_linkLocal, Device = "v0" },
        ["-6 default via fd00::2"] = new("default") { Gateway = s_gateway6 },
        ["-6 default dev v0"] = new("default") { Family = AddressFamily.InterNetworkV6, Device = "v0" },
        ["blackhole 2001:db8::/32"] = new("2001:db8::/32") { Type = RouteType.Blackhole },
        ["unreachable 2001:db8::/32"] = new("2001:db8::/32") { Type = RouteType.Unreachable },
        ["prohibit 2001:db8::/32 metric 77"] = new("2001:db8::/32") { Type = RouteType.Prohibit, Priority = 77 },
        ["throw 2001:db8::/32 table 300"] = new("2001:db8::/32") { Type = RouteType.Throw, Table = 300 },
        ["local 2001:db8::1 dev v0"] = new("2001:db8::1") { Type = RouteType.Local, Device = "v0" },
        ["anycast 2001:db8::1 dev v0"] = new("2001:db8::1") { Type = RouteType.Anycast, Device = "v0" },
        ["2001:db8::/32 via fd00::2 metric 5 proto static pref high"] = new("2001:db8::/32")
        {
            Gateway = s_gateway6, Priority = 5, Protocol = RouteProtocol.Static, Preference = RoutePreference.High,
        },
        ["2001:db8::/32 via fd00::2 pref low table 70000"] = new("2001:db8::/32") { Gateway = s_gateway6, Preference = RoutePreference.Low, Table = 70_000 },
        ["2001:db8::/32 via fd00::2 src fd01::1"] = new("2001:db8::/32") { Gateway = s_gateway6, PreferredSource = IPAddress.Parse("fd01::1") },
        ["2001:db8::/32 via fd00::2 expires 600"] = new("2001:db8::/32") { Gateway = s_gateway6, Expires = TimeSpan.FromSeconds(600) },
        ["2001:db8::/32 via 2001:db9::1 dev v0 onlink"] = new("2001:db8::/32") { Gateway = IPAddress.Parse("2001:db9::1"), Device = "v0", OnLink = true },
        ["2001:db8::/32 via fd00::2 mtu 1400 hoplimit 7 advmss 1200"] = new("2001:db8::/32")
        {
            Gateway = s_gateway6, Metrics = new() { Mtu = 1400, HopLimit = 7, AdvertisedMss = 1200 },
        },
        ["2001:db8::/32 from fd00:1::/48 via fd00::2"] = new("2001:db8::/32") { Source = IPNetwork.Parse("fd00:1::/48"), Gateway = s_gateway6 },
        ["2001:db8::/32 nexthop via fd00::2 weight 3 nexthop via fd01::2 dev v1"] = new("2001:db8::/32")
        {
            NextHops = [new(s_gateway6, 3), new(IPAddress.Parse("fd01::2")) { Device = "v1" }],
        },
        ["2001:db8::/32 encap ip6 id 7 dst 2001:db9::9 dev v0"] = new("2001:db8::/32")
        {
            Device = "v0", Encapsulation = new IPEncapsulation(IPAddress.Parse("2001:db9::9")) { Id = 7 },
        },
        ["2001:db8::/32 encap seg6 mode encap segs fd00::5,fd00::6,fd00::7 dev v0"] = new("2001:db8::/32")
        {
            Device = "v0", Encapsulation = new Seg6Encapsulation(Seg6Mode.Encap, IPAddress.Parse("fd00::5"), IPAddress.Parse("fd00::6"), IPAddress.Parse("fd00::7")),
        },
        ["2001:db8::/32 encap seg6 mode inline segs fd00::5,fd00::6 dev v0"] = new("2001:db8::/32")
        {
            Device = "v0", Encapsulation = new Seg6Encapsulation(Seg6Mode.Inline, IPAddress.Parse("fd00::5"), IPAddress.Parse("fd00::6")),
        },
        ["2001:db8::/32 encap seg6 mode l2encap segs fd00::5 dev v0"] = new("2001:db8::/32")
        {
            Device = "v0", Encapsulation = new Seg6Encapsulation(Seg6Mode.L2Encap, IPAddress.Parse("fd00::5")),
        },
        ["2001:db8::1 encap seg6local action End dev v0"] = new("2001:db8::1") { Device = "v0", Encapsulation = new Seg6LocalEncapsulation(Seg6Action.End) },
        ["2001:db8::1 encap seg6local action End.X nh6 fd00::9 dev v0"] = new("2001:db8::1")
        {
            Device = "v0", Encapsulation = new Seg6LocalEncapsulation(Seg6Action.EndX) { NextHop = IPAddress.Parse("fd00::9") },
        },
        ["2001:db8::1 encap seg6local action End.T table 100 dev v0"] = new("2001:db8::1")
        {
            Device = "v0", Encapsulation = new Seg6LocalEncapsulation(Seg6Action.EndT) { Table = 100 },
        },
        ["2001:db8::1 encap seg6local action End.DT6 table 100 dev v0"] = new("2001:db8::1")
        {
            Device = "v0", Encapsulation = new Seg6LocalEncapsulation(Seg6Action.EndDT6) { Table = 100 },
        },
        ["2001:db8::1 encap seg6local action End.DX4 nh4 10.0.0.9 dev v0"] = new("2001:db8::1")
        {
            Device = "v0", Encapsulation = new Seg6LocalEncapsulation(Seg6Action.EndDX4) { NextHop = IPAddress.Parse("10.0.0.9") },
        },
        ["2001:db8::1 encap seg6local action End.DX2 oif v1 dev v0"] = new("2001:db8::1")
        {
            Device = "v0", Encapsulation = new Seg6LocalEncapsulation(Seg6Action.EndDX2) { OutputDevice = "v1" },
        },
        ["2001:db8::1 encap seg6local action End.B6.Encaps srh segs fd00::5,fd00::6 dev v0"] = new("2001:db8::1")
        {
            Device = "v0",
            Encapsulation = new Seg6LocalEncapsulation(Seg6Action.EndB6Encap) { Segments = [IPAddress.Parse("fd00::5"), IPAddress.Parse("fd00::6")] },
        },
        ["10.8.0.0/16 nhid 5"] = new("10.8.0.0/16") { NextHopId = 5 },
        ["10.8.0.0/16 nhid 8"] = new("10.8.0.0/16") { NextHopId = 8 },
        ["2001:db8::/32 nhid 6"] = new("2001:db8::/32") { NextHopId = 6 },
        ["2001:db8::/32 nhid 9 metric 3"] = new("2001:db8::/32") { NextHopId = 9, Priority = 3 },
    };

    private readonly Lab _lab = RoutingLab.Create();

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_ip_writes_and_what_we_write_is_the_same(string route)
    {
        RouteTable routes = _lab.Namespace.Routes;
        if (route.Contains("nexthop", StringComparison.Ordinal) && route.Contains("realms", StringComparison.Ordinal))
            TestKernel.SkipIfOld("the realm of a way, which it reports behind it");
        if (route.Contains("nhid", StringComparison.Ordinal))
        {
            _lab.Ip("-batch -", """
                nexthop add id 5 via 10.0.0.2 dev v0
                nexthop add id 6 via fd00::2 dev v0
                nexthop add id 7 via 10.0.1.2 dev v1
                nexthop add id 10 via fd01::2 dev v1
                nexthop add id 8 group 5,2/7,3
                nexthop add id 9 group 6/10

                """);
        }

        Route ours = s_cases[route];
        string family = ours.Family == AddressFamily.InterNetworkV6 ? "-6" : "-4";
        new RoundTrip<Route>
        {
            Lab = _lab,
            Show = $"-j -d {family} route show table all",
            List = () => routes.List(RouteFilter.AllTables),
            Add = routes.Add,
            Delete = routes.Delete,
            Settle = item => item with { Expires = item.Expires is null ? null : TimeSpan.FromHours(1) },
        }.Check($"{family} route add {route.Replace("-6 ", "", StringComparison.Ordinal)}", ours);
    }
}
