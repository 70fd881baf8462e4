using System.Net;
using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed class AddressRoundTripTests : IDisposable
{
    private static readonly Dictionary<string, InterfaceAddress> s_cases = new(StringComparer.Ordinal)
    {
        ["10.1.1.1/24 dev v0"] = new("v0", "10.1.1.1/24"),
        ["10.1.1.1 dev v0"] = new("v0", "10.1.1.1"),
        ["10.1.1.1/0 dev v0"] = new("v0", "10.1.1.1/0"),
        ["10.1.1.1/31 dev v0"] = new InterfaceAddress("v0", "10.1.1.1/31").WithBroadcast(),
        ["10.1.1.1/24 brd + dev v0"] = new InterfaceAddress("v0", "10.1.1.1/24").WithBroadcast(),
        ["10.1.1.1/23 brd 10.1.1.200 dev v0"] = new("v0", "10.1.1.1/23") { Broadcast = IPAddress.Parse("10.1.1.200") },
        ["10.1.1.1 peer 10.2.2.2/24 dev v0"] = new("v0", IPAddress.Parse("10.1.1.1"), 24) { Peer = IPAddress.Parse("10.2.2.2") },
        ["10.1.1.1 peer 10.2.2.2/24 brd + dev v0"] = new InterfaceAddress("v0", IPAddress.Parse("10.1.1.1"), 24) { Peer = IPAddress.Parse("10.2.2.2") }.WithBroadcast(),
        ["10.1.1.1/24 label v0:web dev v0"] = new("v0", "10.1.1.1/24") { Label = "v0:web" },
        ["10.1.1.1/24 scope link dev v0"] = new("v0", "10.1.1.1/24") { Scope = RouteScope.Link },
        ["10.1.1.1/24 scope 99 dev v0"] = new("v0", "10.1.1.1/24") { Scope = 99 },
        ["127.0.5.1/24 dev v0"] = new("v0", "127.0.5.1/24"),
        ["10.1.1.1/24 noprefixroute dev v0"] = new("v0", "10.1.1.1/24") { Flags = InterfaceAddressFlags.NoPrefixRoute },
        ["10.1.1.1/24 metric 77 dev v0"] = new("v0", "10.1.1.1/24") { RoutePriority = 77 },
        ["10.1.1.1/24 valid_lft 1000 preferred_lft 500 dev v0"] = new("v0", "10.1.1.1/24")
        {
            ValidLifetime = TimeSpan.FromSeconds(1000), PreferredLifetime = TimeSpan.FromSeconds(500),
        },
        ["10.1.1.1/24 valid_lft forever preferred_lft 0 dev v0"] = new("v0", "10.1.1.1/24") { PreferredLifetime = TimeSpan.Zero },
        ["10.0.0.7/24 dev v0"] = new("v0", "10.0.0.7/24"),
        ["239.1.1.1/32 autojoin dev v0"] = new("v0", "239.1.1.1/32") { Flags = InterfaceAddressFlags.MulticastAutoJoin },
        ["2001:db8::1/64 nodad dev v0"] = new("v0", "2001:db8::1/64") { Flags = InterfaceAddressFlags.NoDad },
        ["2001:db8::1 nodad dev v0"] = new("v0", "2001:db8::1") { Flags = InterfaceAddressFlags.NoDad },
        ["2001:db8::1 peer 2001:db8::2/64 nodad dev v0"] = new("v0", IPAddress.Parse("2001:db8::1"), 64)
        {
            Peer = IPAddress.Parse("2001:db8::2"), Flags = InterfaceAddressFlags.NoDad,
        },
        ["2001:db8::1/64 nodad noprefixroute metric 5 dev v0"] = new("v0", "2001:db8::1/64")
        {
            Flags = InterfaceAddressFlags.NoDad | InterfaceAddressFlags.NoPrefixRoute, RoutePriority = 5,
        },
        ["2001:db8::1/64 nodad home dev v0"] = new("v0", "2001:db8::1/64") { Flags = InterfaceAddressFlags.NoDad | InterfaceAddressFlags.HomeAddress },
        ["2001:db8::1/64 nodad valid_lft 1000 preferred_lft 0 dev v0"] = new("v0", "2001:db8::1/64")
        {
            Flags = InterfaceAddressFlags.NoDad, ValidLifetime = TimeSpan.FromSeconds(1000), PreferredLifetime = TimeSpan.Zero,
        },
        ["fe80::77/64 nodad dev v1"] = new("v1", "fe80::77/64") { Flags = InterfaceAddressFlags.NoDad },
    };

    private readonly Lab _lab = RoutingLab.Create();

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    private AddressTable Addresses => _lab.Namespace.Addresses;

    private static TimeSpan? Settle(TimeSpan? time) => time > TimeSpan.Zero ? TimeSpan.FromHours(1) : time;

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_ip_writes_and_what_we_write_is_the_same(string address) => new RoundTrip<InterfaceAddress>
    {
        Lab = _lab,
        Show = "-j -d address",
        List = () => Addresses.List(),
        Add = Addresses.Add,
        Delete = Addresses.Delete,
        Settle = item => (item with { ValidLifetime = null, PreferredLifetime = null }, Settle(item.ValidLifetime), Settle(item.PreferredLifetime)),
    }.Check($"address add {address}", s_cases[address]);

    [Fact]
    public void Addresses_are_found_by_family_device_scope_label_flags_and_network()
    {
        Addresses.Add(new InterfaceAddress("v0", "10.1.1.1/24") { Label = "v0:web", ValidLifetime = TimeSpan.FromSeconds(1000) });

        string[] Found(AddressFilter filter) => [.. Addresses.List(filter).Select(address => address.ToString()).Order(StringComparer.Ordinal)];
        Assert.Equal(["10.0.0.1/24", "10.1.1.1/24", "fd00::1/64"], Addresses.List("v0").Select(address => address.ToString()));
        Assert.Equal(["::1/128", "fd00::1/64", "fd01::1/64"], Found(new() { Family = AddressFamily.InterNetworkV6 }));
        Assert.Equal(["127.0.0.1/8", "::1/128"], Found(new() { Scope = RouteScope.Host }));
        Assert.Equal(["10.1.1.1/24"], Found(new() { Label = "v0:web" }));
        Assert.Equal(["10.1.1.1/24"], Found(new() { Without = InterfaceAddressFlags.Permanent }));
        Assert.Equal(["fd00::1/64", "fd01::1/64"], Found(new() { With = InterfaceAddressFlags.NoDad }));
        Assert.Equal(["10.0.0.1/24", "10.0.1.1/24"], Found(new() { Within = IPNetwork.Parse("10.0.0.0/16") }));
    }

    [Theory]
    [InlineData("10.7.0.1/24")]
    [InlineData("fd07::1/64")]
    public void A_deprecated_address_is_preferred_again(string address)
    {
        _lab.Ip($"address add {address} dev v0 preferred_lft 0");
        InterfaceAddress deprecated = Addresses.List("v0").Single(other => $"{other}" == address);
        Assert.True((deprecated.Flags & InterfaceAddressFlags.Deprecated) != 0);

        Addresses.Replace(deprecated);
        Assert.True((Addresses.List("v0").Single(other => $"{other}" == address).Flags & InterfaceAddressFlags.Deprecated) != 0);
        Addresses.Change(deprecated with { PreferredLifetime = Timeout.InfiniteTimeSpan });

        Assert.DoesNotContain("deprecated", _lab.Ip($"address show dev v0 to {address}"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_is_replaced_changed_and_flushed()
    {
        Addresses.Replace(new InterfaceAddress("v0", "10.1.1.1/24") { ValidLifetime = TimeSpan.FromSeconds(100) });
        Addresses.Change(new InterfaceAddress("v0", "10.1.1.1/24"));

        Assert.Equal(Timeout.InfiniteTimeSpan, Assert.Single(Addresses.List("v0"), address => address.ToString() == "10.1.1.1/24").ValidLifetime);
        Assert.Equal(3, Addresses.Flush("v0"));
        Assert.Empty(Addresses.List("v0"));
        Assert.NotEmpty(Addresses.List("v1"));
    }

    [Fact]
    public void Errors_are_typed_and_name_the_address()
    {
        Addresses.Add("v0", "10.1.1.1/24");

        NetlinkException twice = Assert.Throws<NetlinkException>(() => Addresses.Add("v0", "10.1.1.1/24"));
        Assert.Equal((Errno.EEXIST, "add address 10.1.1.1/24 of \"v0\""), (twice.Errno, twice.Operation));
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Addresses.Add("nothere", "10.1.1.1/24")).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Addresses.Add(4711, "10.1.1.1/24")).Errno);
        Assert.Equal(Errno.EADDRNOTAVAIL, Assert.Throws<NetlinkException>(() => Addresses.Delete("v0", "10.9.9.9/24")).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Addresses.List("nothere")).Errno);
    }

    [Fact]
    public async Task Readiness_is_the_end_of_duplicate_address_detection()
    {
        await Addresses.AddAsync("v0", "2001:db8::1/64", TestContext.Current.CancellationToken);
        Assert.Contains(Addresses.List("v0"), address => address.IsTentative);

        await Addresses.WaitUntilReadyAsync("v0", TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(Addresses.List("v0"), address => address.IsTentative);
    }

    /// <summary>By a socket of its own, for as long as it waits.</summary>
    [Fact]
    public async Task Readiness_is_heard_of_and_nothing_is_left()
    {
        await Addresses.AddAsync("v0", "2001:db8::1/64", TestContext.Current.CancellationToken);
        IReadOnlyCollection<int> before = _lab.Namespace.OwnDescriptors();

        Task wait = Addresses.WaitUntilReadyAsync("v0", TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => wait.IsCompleted || _lab.Namespace.OwnDescriptors().Count > before.Count, TimeSpan.FromSeconds(30)));
        Assert.False(wait.IsCompleted);
        await wait;

        Assert.Equal(before, _lab.Namespace.OwnDescriptors());
    }

    [Fact]
    public async Task A_connection_that_cannot_listen_waits_too()
    {
        using NetlinkConnection connection = NetlinkConnection.FromHandle(NamespaceWindow.OpenSocket(_lab.Namespace.Handle, 16, 3 | 0x80000, 0));
        connection.Addresses.Add("v0", "2001:db8::1/64");

        await connection.Addresses.WaitUntilReadyAsync("v0", TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(connection.Addresses.List("v0"), address => address.IsTentative);
    }

    [Fact]
    public async Task A_duplicate_is_an_error_that_names_the_address()
    {
        using var other = new Lab();
        _lab.Namespace.Links.MoveTo("v1", other.Namespace.Handle);
        other.Ip("-batch -", "link set v1 up\naddress add 2001:db8::1/64 dev v1 nodad\n");
        Addresses.Add("v0", "2001:db8::1/64");

        DuplicateAddressException error = await Assert.ThrowsAsync<DuplicateAddressException>(
            () => Addresses.WaitUntilReadyAsync("v0", TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));

        Assert.Equal(IPAddress.Parse("2001:db8::1"), error.Address.Address);
        Assert.Contains("2001:db8::1/64 of \"v0\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_is_down_is_never_ready()
    {
        _lab.Ip("link set v0 down");
        Addresses.Add("v0", "2001:db8::1/64");

        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(
            () => Addresses.WaitUntilReadyAsync("v0", TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
        Assert.Contains("2001:db8::1/64", error.Message, StringComparison.Ordinal);
    }
}
