using System.Net;
using System.Net.NetworkInformation;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed class NeighborRoundTripTests : IDisposable
{
    private static readonly PhysicalAddress s_hardware = PhysicalAddress.Parse("02-00-00-00-00-77");

    private static readonly Dictionary<string, Neighbor> s_cases = new(StringComparer.Ordinal)
    {
        ["10.0.0.3 dev v0 lladdr 02:00:00:00:00:77"] = new("v0", IPAddress.Parse("10.0.0.3"), s_hardware),
        ["10.0.0.3 dev v0 lladdr 02:00:00:00:00:77 nud reachable"] = new("v0", IPAddress.Parse("10.0.0.3"), s_hardware) { State = NeighborStates.Reachable },
        ["10.0.0.3 dev v0 lladdr 02:00:00:00:00:77 nud stale"] = new("v0", IPAddress.Parse("10.0.0.3"), s_hardware) { State = NeighborStates.Stale },
        ["10.0.0.3 dev v0 lladdr 02:00:00:00:00:77 nud noarp"] = new("v0", IPAddress.Parse("10.0.0.3"), s_hardware) { State = NeighborStates.NoArp },
        ["10.0.0.3 dev v0 nud failed"] = new("v0", IPAddress.Parse("10.0.0.3")) { State = NeighborStates.Failed },
        ["10.0.0.3 dev v0 lladdr 02:00:00:00:00:77 protocol static"] = new("v0", IPAddress.Parse("10.0.0.3"), s_hardware) { Protocol = RouteProtocol.Static },
        ["10.0.0.3 dev v0 lladdr 02:00:00:00:00:77 extern_learn"] = new("v0", IPAddress.Parse("10.0.0.3"), s_hardware) { IsExternallyLearned = true },
        ["fd00::3 dev v0 lladdr 02:00:00:00:00:77"] = new("v0", IPAddress.Parse("fd00::3"), s_hardware),
        ["fd00::3 dev v0 lladdr 02:00:00:00:00:77 router"] = new("v0", IPAddress.Parse("fd00::3"), s_hardware) { IsRouter = true },
        ["fd00::3 dev v0 lladdr 02:00:00:00:00:77 nud stale extern_learn"] = new("v0", IPAddress.Parse("fd00::3"), s_hardware)
        {
            State = NeighborStates.Stale, Flags = NeighborFlags.ExternallyLearned,
        },
    };

    private static readonly Dictionary<string, Neighbor> s_proxies = new(StringComparer.Ordinal)
    {
        ["10.9.0.3 dev v0"] = new("v0", IPAddress.Parse("10.9.0.3")) { IsProxy = true },
        ["2001:db8::3 dev v1"] = new("v1", IPAddress.Parse("2001:db8::3")) { IsProxy = true },
        ["10.9.0.3 dev v0 protocol static"] = new("v0", IPAddress.Parse("10.9.0.3")) { IsProxy = true, Protocol = RouteProtocol.Static },
    };

    private readonly Lab _lab = RoutingLab.Create();

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    public static TheoryData<string> Proxies => [.. s_proxies.Keys];

    private NeighborTable Neighbors => _lab.Namespace.Neighbors;

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_ip_writes_and_what_we_write_is_the_same(string neighbor) =>
        Check(
            $"-j neighbor show to {s_cases[neighbor].Address} nud all",
            new NeighborFilter { Within = new IPNetwork(s_cases[neighbor].Address, neighbor.StartsWith('f') ? 128 : 32) },
            $"neighbor add {neighbor}",
            s_cases[neighbor]);

    [Theory]
    [MemberData(nameof(Proxies))]
    public void Of_proxies_too(string proxy) => Check("-j neighbor show proxy", new NeighborFilter { IsProxy = true }, $"neighbor add proxy {proxy}", s_proxies[proxy]);

    [Fact]
    public void A_neighbor_is_found_replaced_changed_and_deleted()
    {
        IPAddress address = IPAddress.Parse("10.0.0.3");
        Assert.Null(Neighbors.Find("v0", address));
        Neighbors.Replace(new Neighbor("v0", address, s_hardware));
        Neighbors.Change(new Neighbor("v0", address, PhysicalAddress.Parse("02-00-00-00-00-78")));

        Neighbor found = Neighbors.Get("v0", address);
        Assert.Equal((PhysicalAddress.Parse("02-00-00-00-00-78"), NeighborStates.Permanent), (found.LinkLayerAddress, found.State));
        Assert.NotNull(found.Statistics);
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Neighbors.Add(new Neighbor("v0", address, s_hardware))).Errno);
        Neighbors.Delete(found);
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => Neighbors.Delete(found)).Errno);
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => Neighbors.Change(found)).Errno);
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => Neighbors.Get("v0", address)).Errno);
    }

    [Fact]
    public void A_flush_leaves_permanent_ones_unless_told_otherwise()
    {
        Neighbors.Add(new Neighbor("v0", IPAddress.Parse("10.0.0.3"), s_hardware));
        Neighbors.Add(new Neighbor("v0", IPAddress.Parse("10.0.0.4"), s_hardware) { State = NeighborStates.Stale });
        Neighbors.Add(new Neighbor("v1", IPAddress.Parse("10.0.1.4"), s_hardware) { State = NeighborStates.Stale });

        Assert.Equal(1, Neighbors.Flush(new NeighborFilter { Device = "v0" }));
        Assert.Equal(["10.0.0.3", "10.0.1.4"], Neighbors.List(new() { Within = IPNetwork.Parse("10.0.0.0/16") }).Select(n => n.Address.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(1, Neighbors.Flush(new NeighborFilter { Device = "v0", States = NeighborStates.Permanent }));
    }

    [Fact]
    public void A_managed_neighbor_is_resolved_by_the_kernel()
    {
        TestKernel.Require(5, 16, "managed neighbors");
        string complaint = _lab.TryIp("neighbor add 10.0.0.5 dev v0 managed");
        if (complaint.Length > 0)
        {
            Assert.Skip($"This kernel has no managed neighbors: {complaint}");
        }

        Neighbors.Add(new Neighbor("v0", IPAddress.Parse("10.0.0.6")) { IsManaged = true });

        Assert.True(Neighbors.Get("v0", IPAddress.Parse("10.0.0.5")).IsManaged);
        Assert.Contains("managed", _lab.Ip("neighbor show 10.0.0.6"), StringComparison.Ordinal);
    }

    private void Check(string show, NeighborFilter filter, string ip, Neighbor ours) => new RoundTrip<Neighbor>
    {
        Lab = _lab,
        Show = show,
        List = () => Neighbors.List(filter),
        Add = Neighbors.Add,
        Delete = Neighbors.Delete,
        Settle = item => (item.Device, item.Address, item.LinkLayerAddress, item.State, item.Flags, item.Protocol),
    }.Check(ip, ours);
}
