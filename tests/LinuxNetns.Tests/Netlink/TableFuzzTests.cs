using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>As <see cref="CodecFuzzTests"/>, of what is read by a table: queues, classes and filters, bridges, sockets, generic netlink.</summary>
public class TableFuzzTests
{
    private const int Threads = 4;

    // A million in all.
    private const int TrafficControlRounds = 400_000;
    private const int SocketRounds = 150_000;
    private const int BridgeRounds = 150_000;
    private const int MplsRounds = 100_000;
    private const int GenericRounds = 300_000;

    /// <summary>The header says what the answer belongs to: spoilt, it would be waited for for ever.</summary>
    private const int Header = 16;

    /// <summary>An answer, what reads it, and the answers before it.</summary>
    private sealed record Reading(byte[] Seed, Action Read, params byte[][] Before);

    [Fact]
    public Task Traffic_control_is_read_or_refused_with_a_typed_error() => FuzzAsync(TrafficControlRounds, peer =>
    {
        var connection = new NetlinkConnection(peer);
        byte[] statistics = Wire.Attribute(7, Wire.Join(
            Wire.Attribute(1, new byte[12]), Wire.Attribute(3, new byte[20]), Wire.Attribute(2, new byte[8]), Wire.Attribute(5, new byte[16]), Wire.Attribute(8, new byte[8])));
        return [.. TrafficControlTests.Many().Select(item => new Reading(
            Answer([.. TrafficControlTests.Requested(item), .. statistics]),
            item is Qdisc ? () => connection.Qdiscs.List() : item is TrafficClass ? () => connection.TrafficClasses.List(1) : () => connection.TrafficFilters.List(1)))];
    });

    [Fact]
    public Task Sockets_are_read_or_refused_with_a_typed_error() => FuzzAsync(SocketRounds, peer =>
    {
        var table = new SocketTable(peer);
        Reading Of(SocketKind kind, System.Net.Sockets.AddressFamily? family, params byte[][] message)
        {
            var filter = new SocketFilter { Kinds = [kind], Family = family };
            return new Reading(Wire.Message(20, Wire.Multi, 0, message), () => table.List(filter));
        }

        byte[] id = [0, 80, 0x1f, 0x90, 10, 0, 0, 1, .. new byte[12], 10, 0, 0, 2, .. new byte[12], .. Wire.Int32(3), .. Wire.Int32(1), .. Wire.Int32(2)];
        byte[] rest = [.. id, .. new byte[20], .. Wire.Attribute(8, [0]), .. Wire.Attribute(15, Wire.Int32(77))];
        return
        [
            Of(SocketKind.Tcp, System.Net.Sockets.AddressFamily.InterNetwork, [2, 1, 0, 0], rest),
            Of(SocketKind.Udp, System.Net.Sockets.AddressFamily.InterNetworkV6, [10, 1, 0, 0], rest),
            Of(SocketKind.Unix, null, [1, 1, 10, 0], new byte[12], Wire.Attribute(0, [0, .. "abstract"u8]), Wire.Attribute(4, new byte[8]), Wire.Attribute(2, Wire.Int32(98)), Wire.Attribute(7, Wire.Int32(1))),
            Of(SocketKind.Unix, null, [1, 1, 1, 0], new byte[12], Wire.Attribute(0, [.. "/run/x\0"u8])),
            Of(SocketKind.Packet, null, [17, 3, 3, 0], new byte[12], Wire.Attribute(0, new byte[20]), Wire.Attribute(6, Wire.Int32(1))),
            Of(SocketKind.Netlink, null, [16, 3, 0, 0], new byte[32]),
        ];
    });

    [Fact]
    public Task Bridges_are_read_or_refused_with_a_typed_error() => FuzzAsync(BridgeRounds, peer =>
    {
        BridgeTables bridges = new NetlinkConnection(peer).Bridges;
        byte[] group = [4, 0, 0, 0, 1, 0, 20, 0, 239, 1, 1, 1, .. new byte[12], 8, 0, 0, 0];
        byte[] details = Wire.Join(
            group, Wire.Attribute(1, Wire.Int32(250)), Wire.Attribute(3, [1]), Wire.Attribute(4, [192, 0, 2, 9]), Wire.Attribute(5, [4]), Wire.Attribute(2, Wire.Attribute(1, Wire.Attribute(1, [192, 0, 2, 8]))));
        return
        [
            new Reading(
                Wire.Message(28, Wire.Multi, 0, [7, 0, 0, 0, .. Wire.Int32(4), 0x40, 0, 0x40, 0], Wire.Attribute(2, [2, 0, 0, 0, 0, 1]), Wire.Attribute(9, Wire.Int32(2)), Wire.Attribute(5, Wire.UInt16(20)),
                    Wire.Attribute(3, new byte[16]), Wire.Attribute(1, [192, 0, 2, 9]), Wire.Attribute(6, [1, 2]), Wire.Attribute(7, Wire.Int32(7)), Wire.Attribute(8, Wire.Int32(3)), Wire.Attribute(11, Wire.Int32(9))),
                () => bridges.Forwarding.List()),
            new Reading(Wire.Message(86, Wire.Multi, 0, [7, 0, 0, 0, 2, 0, 0, 0], Wire.Attribute(1, Wire.Attribute(1, Wire.Attribute(1, details)))), () => bridges.Groups.List()),
            new Reading(
                Wire.Message(16, Wire.Multi, 0, [7, .. Wire.LinkHeader(3)[1..]], Wire.Attribute(26, Wire.Join(Wire.Attribute(2, [2, 0, 1, 0]), Wire.Attribute(2, [8, 0, 2, 0]), Wire.Attribute(2, [16, 0, 9, 0])))),
                () => bridges.Vlans.List()),
            new Reading(
                Wire.Message(120, Wire.Multi, 0, [7, 0, 0, 0, 5, 0, 0, 0], Wire.Attribute(0x8001, Wire.Join(
                    Wire.Attribute(1, Wire.Int32(100)), Wire.Attribute(2, Wire.Int32(199)), Wire.Attribute(3, [239, 1, 1, 1]), Wire.Attribute(4, new byte[16]),
                    Wire.Attribute(0x8005, Wire.Join([.. Enumerable.Range(1, 8).Select(type => Wire.Attribute(type, new byte[8]))]))))),
                () => bridges.Vnis.List()),
        ];
    });

    [Fact]
    public Task Mpls_routes_are_read_or_refused_with_a_typed_error() => FuzzAsync(MplsRounds, peer =>
    {
        MplsRouteTable routes = new NetlinkConnection(peer).MplsRoutes;
        byte[] label = Wire.Attribute(1, [0, 6, 0x41, 0]);
        byte[] via = Wire.Attribute(18, [2, 0, 10, 0, 0, 2]);
        byte[] labels = Wire.Attribute(19, [0, 0xc, 0x80, 0, 0, 0x12, 0xc1, 0]);
        return
        [
            new Reading(Wire.Message(24, Wire.Multi, 0, MplsRouteTests.Header, label, labels, via, Wire.Attribute(4, Wire.Int32(3)), Wire.Attribute(26, [1])), () => routes.List()),
            new Reading(
                Wire.Message(24, Wire.Multi, 0, MplsRouteTests.Header, label, Wire.Attribute(9, [32, 0, 0, 0, 3, 0, 0, 0, .. via, .. labels, .. new byte[] { 8, 0, 0, 0, 3, 0, 0, 0 }])), () => routes.List()),
        ];
    });

    [Fact]
    public Task Generic_netlink_is_read_or_refused_with_a_typed_error() => FuzzAsync(GenericRounds, peer =>
    {
        var connection = new GenericNetlinkConnection(peer);
        foreach ((string family, Action first) in new (string, Action)[]
        {
            ("wireguard", () => connection.WireGuard.Get(5)), ("ethtool", () => connection.Ethtool.GetLinkState(5)), ("nl80211", () => connection.Wireless.ListPhys()),
        })
        {
            // The number of the family, which is asked for once.
            peer.Prepare(GenericNetlinkTests.Family(0, family, 28));
            try
            {
                first();
            }
            catch (NetlinkException)
            {
                // The question itself has no answer.
            }
        }

        byte[] Message(byte command, params byte[][] attributes) => Wire.Message(28, 0, 0, [command, 1, 0, 0], Wire.Join(attributes));
        byte[] Bits(int type, bool list) => Wire.Attribute(type | 0x8000, Wire.Join(
            list ? Wire.Attribute(1, []) : [], Wire.Attribute(2, Wire.Int32(64)),
            Wire.Attribute(3 | 0x8000, Wire.Attribute(1 | 0x8000, Wire.Join(Wire.Attribute(1, Wire.Int32(3)), Wire.Text(2, "rx-gro"), Wire.Attribute(3, []))))));
        byte[] network = Wire.Attribute(0x8000, Wire.Join(Wire.Attribute(1, Wire.UInt16(2)), Wire.Attribute(2, [10, 0, 0, 0]), Wire.Attribute(3, [8])));
        byte[] peerOfDevice = Wire.Attribute(0x8000, Wire.Join(
            Wire.Attribute(1, [.. Enumerable.Repeat((byte)7, 32)]), Wire.Attribute(2, new byte[32]), Wire.Attribute(4, [2, 0, 0x12, 0x34, 192, 0, 2, 1, .. new byte[8]]), Wire.Attribute(5, [25, 0]),
            Wire.Attribute(6, new byte[16]), Wire.Attribute(7, new byte[8]), Wire.Attribute(8, new byte[8]), Wire.Attribute(0x8009, network), Wire.Attribute(10, Wire.Int32(1))));
        return
        [
            new Reading(
                Message(0, Wire.Attribute(1, Wire.Int32(5)), Wire.Text(2, "wg0"), Wire.Attribute(3, new byte[32]), Wire.Attribute(4, new byte[32]), Wire.Attribute(6, [1, 2]), Wire.Attribute(7, Wire.Int32(9)),
                    Wire.Attribute(0x8008, peerOfDevice)),
                () => connection.WireGuard.Get(5)),
            new Reading(Message(11, Bits(2, list: false), Bits(3, list: true), Bits(4, list: true), Bits(5, list: true)), () => connection.Ethtool.GetFeatures(5)),
            new Reading(Message(6, Wire.Attribute(2, [1])), () => connection.Ethtool.GetLinkState(5)),
            new Reading(
                Message(4, Wire.Attribute(2, [0]), Wire.Attribute(5, Wire.Int32(10_000)), Wire.Attribute(6, [1])), () => connection.Ethtool.GetLinkState(5), Message(6, Wire.Attribute(2, [1]))),
            new Reading(Message(3, Wire.Attribute(1, Wire.Int32(1)), Wire.Text(2, "phy1")), () => connection.Wireless.ListPhys()),
            new Reading(
                Message(7, Wire.Attribute(3, Wire.Int32(5)), Wire.Text(4, "wlan0"), Wire.Attribute(1, Wire.Int32(2)), Wire.Attribute(5, Wire.Int32(2)), Wire.Attribute(153, new byte[8]), Wire.Attribute(6, new byte[6])),
                () => connection.Wireless.ListInterfaces()),
            new Reading(GenericNetlinkTests.Family(0, "ethtool", 28), () => connection.FindFamily("ethtool")),
        ];
    });

    private static async Task FuzzAsync(int rounds, Func<SpoiltPeer, Reading[]> readings)
    {
        (int Refused, int Read)[] counts = await Task.WhenAll(Enumerable.Range(0, Threads).Select(
            thread => Task.Factory.StartNew(
                () => Fuzz(readings, 20261 + thread, rounds / Threads), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        // The mutations must reach both sides, or they prove nothing.
        Assert.InRange(counts.Sum(count => count.Refused), rounds / 20, rounds - 1);
        Assert.InRange(counts.Sum(count => count.Read), rounds / 20, rounds - 1);
    }

    private static (int Refused, int Read) Fuzz(Func<SpoiltPeer, Reading[]> make, int seed, int rounds)
    {
        var peer = new SpoiltPeer();
        Reading[] readings = make(peer);
        var random = new Random(seed);
        int refused = 0;
        // Unspoilt, each is read.
        foreach (Reading reading in readings)
        {
            peer.Prepare([.. reading.Before, reading.Seed]);
            reading.Read();
        }

        for (int round = 0; round < rounds; round++)
        {
            Reading reading = readings[random.Next(readings.Length)];
            byte[] message = Mutation.Of(reading.Seed, random, Header);
            peer.Prepare([.. reading.Before, message]);
            try
            {
                reading.Read();
            }
            catch (NetlinkException error) when (error.Errno == Errno.EBADMSG)
            {
                refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{Convert.ToHexString(message)} is not refused but fails.", e);
            }
        }

        return (refused, rounds - refused);
    }

    /// <summary>A request that adds something has the form of the answer that tells of it, but for the flags.</summary>
    private static byte[] Answer(byte[] request)
    {
        BitConverter.TryWriteBytes(request.AsSpan(6), (ushort)Wire.Multi);
        return request;
    }
}
