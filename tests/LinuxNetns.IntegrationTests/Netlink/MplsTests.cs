using System.Net;
using System.Text.Json.Nodes;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>What <c>ip -f mpls route</c> does, both ways; without the module, that this is said.</summary>
public sealed class MplsTests : IDisposable
{
    private readonly Lab _lab = RoutingLab.Create();

    /// <summary>The words after <c>ip -f mpls route add</c>, and the same in ours.</summary>
    public static TheoryData<string, MplsRoute> All => new()
    {
        { "100 via inet 10.0.0.2", new MplsRoute(100) { NextHops = [new MplsNextHop { Gateway = IPAddress.Parse("10.0.0.2") }] } },
        { "100 via inet 10.0.0.2 dev v0 proto static", new MplsRoute(100) { Protocol = RouteProtocol.Static, NextHops = [new MplsNextHop { Gateway = IPAddress.Parse("10.0.0.2"), Device = "v0" }] } },
        { "100 as 200/300 via inet6 fd00::2", new MplsRoute(100) { NextHops = [new MplsNextHop { Labels = [200, 300], Gateway = IPAddress.Parse("fd00::2") }] } },
        { "999 dev lo", new MplsRoute(999) { NextHops = [new MplsNextHop { Device = "lo" }] } },
        { "16 ttl-propagate disabled as 1048575 via inet 10.0.0.2", new MplsRoute(16) { PropagatesTimeToLive = false, NextHops = [new MplsNextHop { Labels = [1048575], Gateway = IPAddress.Parse("10.0.0.2") }] } },
        { "17 ttl-propagate enabled via inet 10.0.0.2", new MplsRoute(17) { PropagatesTimeToLive = true, NextHops = [new MplsNextHop { Gateway = IPAddress.Parse("10.0.0.2") }] } },
        {
            "100 nexthop as 500 via inet 10.0.0.3 nexthop via inet6 fd01::4 dev v1",
            new MplsRoute(100) { NextHops = [new MplsNextHop { Labels = [500], Gateway = IPAddress.Parse("10.0.0.3") }, new MplsNextHop { Gateway = IPAddress.Parse("fd01::4"), Device = "v1" }] }
        },
    };

    private MplsRouteTable Routes => _lab.Namespace.MplsRoutes;

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public void A_route_of_ours_is_one_of_ip(string words, MplsRoute route)
    {
        RequireMpls();
        new RoundTrip<MplsRoute> { Lab = _lab, Show = "-j -f mpls route", List = Routes.List, Add = Routes.Add, Delete = Routes.Delete }.Check($"-f mpls route add {words}", route);
    }

    [Fact]
    public async Task A_route_is_replaced_and_errors_are_typed()
    {
        RequireMpls();
        CancellationToken token = TestContext.Current.CancellationToken;
        var route = new MplsRoute(100) { NextHops = [new MplsNextHop { Gateway = IPAddress.Parse("10.0.0.2") }] };
        await Routes.AddAsync(route, token);

        NetlinkException there = Assert.Throws<NetlinkException>(() => Routes.Add(route));
        Assert.Equal((Errno.EEXIST, "add MPLS route 100 via 10.0.0.2"), (there.Errno, there.Operation));
        await Routes.ReplaceAsync(route with { NextHops = [new MplsNextHop { Labels = [7000], Gateway = IPAddress.Parse("10.0.1.9") }] }, token);
        Assert.Equal("7000", (string?)JsonNode.Parse(_lab.Ip("-j -f mpls route"))!.AsArray().Single()!["to"]);
        MplsRoute read = Assert.Single(await Routes.ListAsync(token));
        Assert.Equal((_lab.Namespace.Links.Get("v1").Index, IPAddress.Parse("10.0.1.9")), (read.NextHops![0].Device!.Value.Index, read.NextHops[0].Gateway));

        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => Routes.Add(new MplsRoute(3) { NextHops = route.NextHops })).Errno);
        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => Routes.Add(new MplsRoute(1000) { NextHops = route.NextHops })).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Routes.Add(new MplsRoute(101) { NextHops = [new MplsNextHop { Device = "nope" }] })).Errno);
        Assert.ThrowsAny<NetlinkException>(() => Routes.Add(new MplsRoute(101) { NextHops = [new MplsNextHop { Gateway = IPAddress.Parse("192.0.2.1") }] }));

        await Routes.DeleteAsync(new MplsRoute(100), token);
        Assert.Empty(Routes.List());
        // The kernel does not say that there was none.
        Routes.Delete(new MplsRoute(100));
        Assert.Equal("", _lab.Ip("-f mpls route"));
    }

    [Fact]
    public void A_kernel_without_mpls_says_so()
    {
        if (HasMpls)
            Assert.Skip("this kernel has MPLS");

        Assert.Empty(Routes.List());
        Assert.Equal(Errno.EOPNOTSUPP, Assert.Throws<NetlinkException>(() => Routes.Add(new MplsRoute(100) { NextHops = [new MplsNextHop { Device = "lo" }] })).Errno);
    }

    private static bool HasMpls => Directory.Exists("/proc/sys/net/mpls");

    private void RequireMpls()
    {
        if (!HasMpls)
            Assert.Skip("this kernel lacks MPLS (modprobe mpls_router)");
        _lab.Namespace.Sysctl["net.mpls.platform_labels"] = "1000";
    }
}
