using System.Net;
using System.Net.NetworkInformation;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class AddressTableTests
{
    [Fact]
    public void An_address_is_sent_as_ip_sends_it()
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])], s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Addresses.Add(new InterfaceAddress(3, "10.0.0.1/24").WithBroadcast());
        connection.Addresses.Delete(3, "10.0.0.1/24");

        // strace -e write=3 ip address add 10.0.0.1/24 brd + dev …
        Assert.Equal(
            Convert.FromHexString("300000001400050601000000000000000218000003000000080002000A000001080001000A000001080004000A0000FF"),
            peer.Sent[0]);
        Assert.Equal(Convert.FromHexString("280000001500050002000000000000000218000003000000080002000A000001080001000A000001"), peer.Sent[1]);
    }

    [Fact]
    public void Lifetimes_and_flags_are_sent_and_what_is_the_kernels_is_not()
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Addresses.Replace(new InterfaceAddress(3, "2001:db8::1/64")
        {
            Flags = InterfaceAddressFlags.NoDad | InterfaceAddressFlags.NoPrefixRoute | InterfaceAddressFlags.Tentative | InterfaceAddressFlags.Permanent,
            ValidLifetime = TimeSpan.FromSeconds(99.5), RoutePriority = 7,
        });

        byte[] address = [0x20, 1, 0x0d, 0xb8, .. new byte[11], 1];
        byte[] expected = Wire.Message(
            20, 0x505, 1, [10, 64, 0, 0, 3, 0, 0, 0], Wire.Attribute(2, address), Wire.Attribute(1, address), Wire.Attribute(9, Wire.Int32(7)),
            Wire.Attribute(8, Wire.Int32(0x202)), Wire.Attribute(6, Wire.Join(Wire.Int32(100), Wire.Int32(100), new byte[8])));
        expected.AsSpan(12, 4).Clear();
        Assert.Equal(expected, peer.Sent[0]);
    }

    [Fact]
    public void A_peer_is_told_from_the_address_in_both_families()
    {
        byte[] own = IPAddress.Parse("fd00::1").GetAddressBytes();
        byte[] other = IPAddress.Parse("fd00::2").GetAddressBytes();
        byte[] forEver = [.. Enumerable.Repeat((byte)0xff, 8), .. new byte[8]];
        using var connection = new NetlinkConnection(new FakePeer(s =>
        [
            Row([2, 24, 128, 0], Wire.Attribute(1, [10, 0, 0, 2]), Wire.Attribute(2, [10, 0, 0, 1]), Wire.Text(3, "v0:x"), Wire.Attribute(8, Wire.Int32(0x280))),
            Row([2, 24, 128, 0], Wire.Attribute(1, [10, 0, 0, 1]), Wire.Attribute(2, [10, 0, 0, 1]), Wire.Attribute(6, forEver)),
            Row([10, 64, 0, 253], Wire.Attribute(1, own)),
            Row([10, 64, 0, 0], Wire.Attribute(1, other), Wire.Attribute(2, own)),
            Row([44, 64, 0, 0], Wire.Attribute(1, [1])),
            Wire.DoneMessage(s[0]),
        ]));

        IReadOnlyList<InterfaceAddress> addresses = connection.Addresses.List();

        Assert.Equal(["10.0.0.1/24", "10.0.0.1/24", "fd00::1/64", "fd00::1/64"], addresses.Select(address => address.ToString()));
        Assert.Equal(["10.0.0.2", null, null, "fd00::2"], addresses.Select(address => address.Peer?.ToString()));
        Assert.Equal((InterfaceAddressFlags.Permanent | InterfaceAddressFlags.NoPrefixRoute, "v0:x", null), (addresses[0].Flags, addresses[0].Label, addresses[0].ValidLifetime));
        Assert.Equal((Timeout.InfiniteTimeSpan, InterfaceAddressFlags.Permanent), (addresses[1].ValidLifetime, addresses[1].Flags));
        Assert.Equal(RouteScope.Link, addresses[2].Scope);
    }

    [Fact]
    public void Rows_are_read_without_allocating()
    {
        byte[] row = Row([2, 24, 128, 0], Wire.Attribute(1, [10, 0, 0, 2]), Wire.Attribute(2, [10, 0, 0, 1]), Wire.Text(3, "v0:x"), Wire.Attribute(8, Wire.Int32(0x280)));
        byte[] neighbor = Wire.Message(28, Wire.Multi, 1, [2, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 1], Wire.Attribute(1, [10, 0, 0, 2]), Wire.Attribute(2, new byte[6]), Wire.Attribute(3, new byte[16]));
        static long Sum(byte[] row)
        {
            long sum = 0;
            var reader = new NetlinkReader(row);
            while (reader.TryRead(out NetlinkMessage message))
            {
                sum += message.Header.Type == MessageType.NewAddress
                    ? AddressFilter.Everything.Matches(message.Read<InterfaceAddressMessage>(out _), 3) && AddressFilter.Everything.Matches(new AddressRow(message))
                        ? new AddressRow(message).Address[3] : 0
                    : NeighborFilter.Everything.Matches(message.Read<NeighborMessage>(out _), 3) && NeighborFilter.Everything.Matches(new NeighborRow(message))
                        ? new NeighborRow(message).Address[3] : 0;
            }

            return sum;
        }

        byte[] both = Wire.Join(row, neighbor);
        _ = Sum(both);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long sum = 0;
        for (int i = 0; i < 10_000; i++)
        {
            sum += Sum(both);
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((3 * 10_000L, 0L), (sum, allocated));
    }

    [Fact]
    public async Task Waiting_ends_with_the_last_tentative_address_and_at_the_first_duplicate()
    {
        static byte[][] Answer(uint[] s, byte flags) =>
            [Wire.WithSequence(Row([10, 64, flags, 0], Wire.Attribute(1, IPAddress.Parse("fd00::1").GetAddressBytes())), s[0]), Wire.DoneMessage(s[0])];
        FakePeer peer = new(s => Answer(s, 0xc0), s => Answer(s, 0xc0), s => Answer(s, 0x80), s => Answer(s, 0x48));
        using var connection = new NetlinkConnection(peer);

        await connection.Addresses.WaitUntilReadyAsync(3, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        DuplicateAddressException error = await Assert.ThrowsAsync<DuplicateAddressException>(
            () => connection.Addresses.WaitUntilReadyAsync(3, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken));

        Assert.Equal((Errno.EADDRINUSE, "fd00::1/64"), (error.Errno, error.Address.ToString()));
        Assert.Equal(4, peer.Sent.Count);
    }

    [Fact]
    public async Task Waiting_looks_again_when_something_has_changed_and_only_then()
    {
        static byte[][] Answer(uint[] s, byte flags) =>
            [Wire.WithSequence(Row([10, 64, flags, 0], Wire.Attribute(1, IPAddress.Parse("fd00::1").GetAddressBytes())), s[0]), Wire.DoneMessage(s[0])];
        FakePeer peer = new(s => Answer(s, 0xc0), s => Answer(s, 0xc0), s => Answer(s, 0xc0), s => Answer(s, 0x80), s => Answer(s, 0x80));
        var exchange = new NetlinkExchange(peer);
        var changes = new Changes();
        var table = new AddressTable(new NetlinkRequests(exchange, new LinkResolver(exchange, new NetnsIdTable(exchange))), () => changes);

        Task wait = table.WaitUntilReadyAsync(3, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        await changes.Waits.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, peer.Sent.Count);
        changes.Happened.Release();
        await changes.Waits.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((3, false), (peer.Sent.Count, wait.IsCompleted));
        changes.Happened.Release();
        await wait;

        Assert.True(changes.IsDisposed);
        Assert.Equal(4, peer.Sent.Count);
        // Nobody listens for what is there.
        await table.WaitUntilReadyAsync(3, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Waiting_ends_at_its_time_or_when_it_is_cancelled_and_stops_listening()
    {
        static byte[][] Tentative(uint[] s) =>
            [Wire.WithSequence(Row([10, 64, 0xc0, 0], Wire.Attribute(1, IPAddress.Parse("fd00::1").GetAddressBytes())), s[0]), Wire.DoneMessage(s[0])];
        foreach (bool cancel in (bool[])[false, true])
        {
            var exchange = new NetlinkExchange(new FakePeer(Tentative, Tentative, Tentative));
            var changes = new Changes();
            var table = new AddressTable(new NetlinkRequests(exchange, new LinkResolver(exchange, new NetnsIdTable(exchange))), () => changes);
            using var stop = new CancellationTokenSource();

            Task wait = table.WaitUntilReadyAsync(3, cancel ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(1), stop.Token);
            if (cancel)
            {
                await changes.Waits.WaitAsync(TestContext.Current.CancellationToken);
                await stop.CancelAsync();
            }

            if (cancel)
            {
                Assert.Equal(stop.Token, (await Assert.ThrowsAsync<OperationCanceledException>(() => wait)).CancellationToken);
            }
            else
            {
                await Assert.ThrowsAsync<TimeoutException>(() => wait);
            }

            Assert.True(changes.IsDisposed);
        }
    }

    [Fact]
    public void Bad_addresses_rules_neighbors_and_next_hops_are_refused_before_anything_is_sent()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);
        InterfaceAddress good = new(3, "10.0.0.1/24");
        NextHop hop = new(5) { Device = 3 };

        Assert.All(["10.0.0.1/33", "fd00::1/129", "10.0.0.1/x", "10.0.0", "", "fd00::1%3/64"], text => Assert.ThrowsAny<ArgumentException>(() => connection.Addresses.Add(3, text)));
        Assert.All(
            [
                good with { Peer = IPAddress.IPv6Loopback },
                good with { Broadcast = IPAddress.IPv6Loopback },
                good with { PrefixLength = 33 },
                good with { PrefixLength = -1 },
                good with { Device = LinkReference.None },
                good with { ValidLifetime = TimeSpan.FromSeconds(5), PreferredLifetime = TimeSpan.FromSeconds(6) },
                new InterfaceAddress(3, "fd00::1/64") { Broadcast = IPAddress.IPv6Loopback },
            ],
            address => Assert.ThrowsAny<ArgumentException>(() => connection.Addresses.Add(address)));
        Assert.Throws<ArgumentException>(() => good with { Label = new string('x', 16) });
        Assert.Throws<ArgumentOutOfRangeException>(() => good with { ValidLifetime = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => good with { PreferredLifetime = TimeSpan.FromSeconds(-5) });

        Assert.All(
            [
                new RoutingRule { From = IPNetwork.Parse("10.0.0.0/8"), To = IPNetwork.Parse("::/0") },
                new RoutingRule { SuppressPrefixLength = 33 },
                new RoutingRule { IPProtocol = System.Net.Sockets.ProtocolType.Raw + 1 },
                new RoutingRule { MarkMask = 1 },
                new RoutingRule { Action = RuleAction.GoTo },
                new RoutingRule { Action = RuleAction.Nop, GoTo = 5 },
            ],
            rule => Assert.ThrowsAny<ArgumentException>(() => connection.Rules.Add(rule)));
        Assert.Throws<ArgumentException>(() => connection.Rules.Delete(new RoutingRule()));
        Assert.Throws<ArgumentException>(() => new RoutingRule { InputDevice = "sixteen-bytes-xx" });
        Assert.Throws<ArgumentException>(() => new PortRange(5, 4));
        Assert.Throws<ArgumentException>(() => new UserIdRange(5, 4));

        Assert.Throws<ArgumentException>(() => connection.Neighbors.Add(new Neighbor(LinkReference.None, IPAddress.Loopback, PhysicalAddress.None)));
        Assert.All(
            [hop with { Device = null }, hop with { IsBlackhole = true }, hop with { Group = [new(6)] }, hop with { Resilient = new() }, new NextHop { Group = [] }, new NextHop { Group = [new(1, 0)] }],
            bad => Assert.ThrowsAny<ArgumentException>(() => connection.NextHops.Add(bad)));
        Assert.Throws<ArgumentException>(() => connection.NextHops.Delete(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => connection.NextHops.Get(0));
        Assert.Throws<NotSupportedException>(() => connection.CreateBatch().Replace(new RoutingRule { Priority = 5 }).Execute());
        Assert.Throws<ArgumentOutOfRangeException>(() => connection.Neighbors.ChangeCache(new NeighborCache("arp_cache") { CollectionInterval = TimeSpan.FromSeconds(-1) }));
        Assert.Empty(peer.Sent);
    }

    private static byte[] Row(byte[] header, params byte[][] attributes) => Wire.Message(20, Wire.Multi, 1, [header, Wire.Int32(3), .. attributes]);

    private sealed class Changes : IAddressChanges
    {
        internal SemaphoreSlim Waits { get; } = new(0);

        internal SemaphoreSlim Happened { get; } = new(0);

        internal bool IsDisposed { get; private set; }

        public Task WaitAsync(CancellationToken cancellationToken)
        {
            Waits.Release();
            return Happened.WaitAsync(cancellationToken);
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return default;
        }
    }
}
