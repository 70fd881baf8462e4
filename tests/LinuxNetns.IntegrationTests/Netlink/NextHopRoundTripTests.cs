using System.Net;
using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed class NextHopRoundTripTests : IDisposable
{
    private static readonly Dictionary<string, NextHop> s_cases = new(StringComparer.Ordinal)
    {
        ["id 20 via 10.0.0.2 dev v0"] = new(20) { Gateway = IPAddress.Parse("10.0.0.2"), Device = "v0" },
        ["id 20 via fd00::2 dev v0 protocol static"] = new(20) { Gateway = IPAddress.Parse("fd00::2"), Device = "v0", Protocol = RouteProtocol.Static },
        ["id 20 dev v1"] = new(20) { Device = "v1" },
        ["-6 id 20 dev v1"] = new(20) { Device = "v1", Family = AddressFamily.InterNetworkV6 },
        ["id 20 blackhole"] = new(20) { IsBlackhole = true },
        ["-6 id 20 blackhole"] = new(20) { IsBlackhole = true, Family = AddressFamily.InterNetworkV6 },
        ["id 20 via 192.0.2.1 dev v0 onlink"] = new(20) { Gateway = IPAddress.Parse("192.0.2.1"), Device = "v0", OnLink = true },
        ["id 20 via 10.0.0.3 fdb"] = new(20) { Gateway = IPAddress.Parse("10.0.0.3"), IsFdb = true },
        ["id 20 group 5"] = new(20) { Group = [new(5)] },
        ["id 20 group 5,3/7,256"] = new(20) { Group = [new(5, 3), new(7, 256)] },
        ["id 20 group 5/7 type resilient buckets 16 idle_timer 60 unbalanced_timer 30"] = new(20)
        {
            Group = [new(5), new(7)],
            Resilient = new() { Buckets = 16, IdleTimer = TimeSpan.FromSeconds(60), UnbalancedTimer = TimeSpan.FromSeconds(30) },
        },
        ["id 20 encap ip id 9 dst 192.0.2.9 via 10.0.0.2 dev v0"] = new(20)
        {
            Gateway = IPAddress.Parse("10.0.0.2"), Device = "v0", Encapsulation = new IPEncapsulation(IPAddress.Parse("192.0.2.9")) { Id = 9 },
        },
    };

    private readonly Lab _lab = RoutingLab.Create();

    public NextHopRoundTripTests()
    {
        if (_lab.TryIp("nexthop add id 5 via 10.0.0.2 dev v0") is { Length: > 0 } complaint)
        {
            Assert.Skip($"This kernel has no next hop objects: {complaint}");
        }

        _lab.Ip("nexthop add id 7 via 10.0.1.2 dev v1");
    }

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    private NextHopTable NextHops => _lab.Namespace.NextHops;

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_ip_writes_and_what_we_write_is_the_same(string nextHop)
    {
        NextHop ours = s_cases[nextHop];
        if (ours.Group?.Any(static member => member.Weight > 255) == true)
            TestKernel.Require(6, 12, "a weight of 256");
        new RoundTrip<NextHop>
        {
            Lab = _lab,
            Show = "-j -d nexthop",
            List = () => NextHops.List(),
            Add = NextHops.Add,
            Delete = item => NextHops.Delete(item.Id),
        }.Check($"{(nextHop.StartsWith("-6", StringComparison.Ordinal) ? "-6 " : "")}nexthop add {nextHop.Replace("-6 ", "", StringComparison.Ordinal)}", ours);
    }

    [Fact]
    public void A_next_hop_is_found_replaced_and_flushed()
    {
        Assert.Null(NextHops.Find(20));
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => NextHops.Get(20)).Errno);
        NextHops.Replace(new NextHop(5) { Gateway = IPAddress.Parse("10.0.0.9"), Device = "v0" });
        NextHops.Add(new NextHop(20) { Group = [new(5), new(7)] });

        Assert.Equal(IPAddress.Parse("10.0.0.9"), NextHops.Get(5).Gateway);
        Assert.Equal([5u], NextHops.List("v0").Select(hop => hop.Id));
        NetlinkException taken = Assert.Throws<NetlinkException>(() => NextHops.Add(new NextHop(5) { Device = "v0" }));
        Assert.Equal((Errno.EEXIST, "add next hop 5 dev v0"), (taken.Errno, taken.Operation));
        Assert.InRange(NextHops.Flush(), 2, 3);
        Assert.Empty(NextHops.List());
    }

    [Fact]
    public void The_kernel_chooses_an_id_where_none_is_given()
    {
        NextHops.Add(new NextHop { Device = "v0" });

        Assert.Single(NextHops.List(), hop => hop.Id is not (0 or 5 or 7));
    }
}
