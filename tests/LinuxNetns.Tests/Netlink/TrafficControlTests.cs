using System.Net;
using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class TrafficControlTests
{
    [Theory]
    [InlineData("1:", 0x10000, "1:")]
    [InlineData("1:10", 0x10010, "1:10")]
    [InlineData("abcd:ffff", 0xabcdffff, "abcd:ffff")]
    [InlineData(":5", 5, ":5")]
    [InlineData("root", 0xffffffff, "root")]
    [InlineData("clsact", 0xfffffff1, "ffff:fff1")]
    [InlineData("ingress", 0xfffffff2, "ffff:fff2")]
    [InlineData("egress", 0xfffffff3, "ffff:fff3")]
    public void A_handle_is_read_and_written(string text, uint value, string shown)
    {
        Assert.Equal(new TrafficHandle(value), TrafficHandle.Parse(text, null));
        Assert.Equal(shown, new TrafficHandle(value).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData(":")]
    [InlineData("1:2:3")]
    [InlineData("10000:")]
    [InlineData("x:")]
    [InlineData("1: ")]
    [InlineData("-1:")]
    public void What_is_no_handle_is_refused(string text)
    {
        Assert.False(TrafficHandle.TryParse(text, null, out _));
        Assert.Throws<FormatException>(() => TrafficHandle.Parse(text, null));
    }

    [Fact]
    public void A_queue_is_these_bytes()
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Qdiscs.Add(new PfifoQdisc(7) { Handle = "1:", Limit = 5 });

        byte[] expected = Wire.Message(36, 0x605, 1, TcMessage(7, 0x10000, 0xffffffff), Wire.Text(1, "pfifo"), Wire.Attribute(2, Wire.Int32(5)));
        Assert.Equal(WithoutPort(expected), peer.Sent[0]);
    }

    [Fact]
    public void A_change_does_not_ask_for_another_qdisc()
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])], s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);

        connection.Qdiscs.Change(new PfifoQdisc(7) { Limit = 5 });
        connection.Qdiscs.Replace(new PfifoQdisc(7) { Limit = 5 });

        Assert.Equal([0x5, 0x505], peer.Sent.Select(sent => (int)BitConverter.ToUInt16(sent, 6)));
    }

    /// <summary>Linux 7.2: tc qdisc add dev lo root handle 1: netem delay 20ms 5ms 25% loss 1%.</summary>
    [Fact]
    public void A_bad_network_is_read_with_the_numbers_that_were_written()
    {
        byte[] options =
        [
            .. Wire.Int32(312500), .. Wire.Int32(1000), .. Wire.Int32(42949673), .. Wire.Int32(0), .. Wire.Int32(0), .. Wire.Int32(78125),
            .. Wire.Attribute(10, BitConverter.GetBytes(20_000_000L)), .. Wire.Attribute(11, BitConverter.GetBytes(5_000_000L)),
            .. Wire.Attribute(1, [.. Wire.Int32(0x40000000), .. new byte[8]]), .. Wire.Attribute(3, new byte[8]), .. Wire.Attribute(4, new byte[8]), .. Wire.Attribute(6, new byte[16]),
        ];
        using var connection = new NetlinkConnection(new FakePeer(s =>
        [
            Wire.Message(36, Wire.Multi, s[0], TcMessage(1, 0x10000, 0xffffffff), Wire.Text(1, "netem"), Wire.Attribute(2, options)), Wire.DoneMessage(s[0]),
        ]));

        Qdisc qdisc = Assert.Single(connection.Qdiscs.List());

        Assert.Equal(
            new NetemQdisc(1)
            {
                Handle = "1:", Parent = TrafficHandle.Root, Limit = 1000, LossPercent = 1, Delay = TimeSpan.FromMilliseconds(20), Jitter = TimeSpan.FromMilliseconds(5),
                DelayCorrelationPercent = 25,
            },
            qdisc);
    }

    [Fact]
    public void An_older_kernel_tells_a_delay_in_ticks()
    {
        byte[] options = [.. Wire.Int32(312500), .. Wire.Int32(1000), .. new byte[16]];
        using var connection = new NetlinkConnection(new FakePeer(s =>
            [Wire.Message(36, Wire.Multi, s[0], TcMessage(1, 0, 0xffffffff), Wire.Text(1, "netem"), Wire.Attribute(2, options)), Wire.DoneMessage(s[0])]));

        Assert.Equal(TimeSpan.FromMilliseconds(20), Assert.IsType<NetemQdisc>(Assert.Single(connection.Qdiscs.List())).Delay);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(33.3333)]
    [InlineData(99.99)]
    [InlineData(100)]
    [InlineData(1e-7)]
    public void A_percentage_comes_back_as_it_was(double percent) => Assert.Equal(percent, Percentage.FromKernel(Percentage.ToKernel(percent)));

    [Fact]
    public void Every_percentage_of_the_kernel_is_kept()
    {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
        {
            uint value = (uint)random.NextInt64(1, uint.MaxValue);
            Assert.Equal(value, Percentage.ToKernel(Percentage.FromKernel(value)));
        }
    }

    [Theory]
    [InlineData(64_000)]
    [InlineData(1_000_000)]
    [InlineData(999_999_992)]
    [InlineData(100_000_000_000)]
    public void A_burst_that_is_read_makes_the_same_ticks(long rate)
    {
        for (long burst = 1; burst < 100_000; burst += 997)
        {
            uint ticks = TrafficRate.Ticks(rate, burst);
            Assert.Equal(ticks, TrafficRate.Ticks(rate, TrafficRate.Bytes(rate, ticks)));
            Assert.True(TrafficRate.Bytes(rate, ticks) - burst is >= 0 and <= 800);
        }
    }

    [Fact]
    public void A_time_of_codel_that_is_read_is_kept_again()
    {
        for (uint kept = 1; kept < 200_000; kept++)
        {
            uint told = (uint)(((ulong)kept << 10) / 1000);
            Assert.Equal(kept, (uint)(TrafficTime.FromCodel(told).TotalMicroseconds * 1000) >> 10);
        }
    }

    [Fact]
    public void The_normal_distribution_is_one()
    {
        ReadOnlySpan<short> values = NetemDistribution.Normal.Values;

        double sum = 0, squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            Assert.True(i == 0 || values[i] >= values[i - 1]);
            double x = values[i] / 8192.0;
            sum += x;
            squares += x * x;
        }

        Assert.Equal(0, sum / values.Length, 0.001);
        Assert.Equal(1, squares / values.Length, 0.01);
    }

    [Fact]
    public void A_distribution_is_read_from_a_file_of_tc()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "# made by hand\n -32768 -1 0\n 1 32768 # the last one is one too many for a short\n");

            Assert.Equal([-32768, -1, 0, 1, -32768], NetemDistribution.Load(path).Values.ToArray().Select(value => (int)value));
            File.WriteAllText(path, "1 two");
            Assert.Throws<FormatException>(() => NetemDistribution.Load(path));
            File.WriteAllText(path, "# nothing");
            Assert.Throws<ArgumentException>(() => NetemDistribution.Load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_cannot_be_is_refused_before_anything_is_sent()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);
        Qdisc[] qdiscs =
        [
            new TbfQdisc(1), new TbfQdisc(1) { Rate = 1000, Burst = 100 }, new TbfQdisc(1) { Rate = 1000, Limit = 100 },
            new TbfQdisc(1) { Rate = 1000, Burst = 1, Limit = 1, Latency = TimeSpan.FromSeconds(1) }, new TbfQdisc(1) { Rate = 1000, Burst = 1, Limit = 1, PeakRate = 1000 },
            new PrioQdisc(1) { Bands = 1 }, new PrioQdisc(1) { Map = new byte[3] }, new PrioQdisc(1) { Bands = 2, Map = Enumerable.Repeat((byte)2, 16).ToArray() },
            new NetemQdisc(1) { LossPercent = 1, LossModel = new NetemMarkovLoss(1) }, new NetemQdisc(1) { Distribution = NetemDistribution.Normal },
            new NetemQdisc(1) { Gap = 5 }, new NetemQdisc(1) { ReorderPercent = 5 }, new NetemQdisc(1) { PacketOverhead = 5 },
            new PfifoQdisc(LinkReference.None), new FqQdisc(1) { FlowMaximumRate = 1L << 40 },
            new FqQdisc(1) { Horizon = TimeSpan.FromTicks(-1) }, new FqQdisc(1) { TimerSlack = TimeSpan.MaxValue }, new FqCodelQdisc(1) { Target = TimeSpan.MaxValue },
        ];

        Assert.All(qdiscs, qdisc => Assert.ThrowsAny<ArgumentException>(() => connection.Qdiscs.Add(qdisc)));
        Assert.ThrowsAny<ArgumentException>(() => connection.TrafficClasses.Add(new HtbClass(1) { Rate = 1000 }));
        Assert.ThrowsAny<ArgumentException>(() => connection.TrafficClasses.Add(new HtbClass(1) { Handle = "1:1" }));
        Assert.ThrowsAny<ArgumentException>(() => connection.TrafficFilters.Delete(new U32Filter(1)));
        Assert.ThrowsAny<ArgumentException>(() => connection.TrafficFilters.Add(new FlowerFilter(1) { DestinationPort = 5 }));
        Assert.ThrowsAny<ArgumentException>(() => connection.TrafficFilters.Add(new FlowerFilter(1) { Source = IPNetwork.Parse("10.0.0.0/8") }));
        Assert.ThrowsAny<ArgumentException>(() => connection.TrafficFilters.Add(new FlowerFilter(1) { IcmpType = 8 }));
        Assert.ThrowsAny<ArgumentException>(() => connection.TrafficFilters.Add(new OtherTrafficFilter(1, "fw") { ClassId = "1:1" }));
        Assert.ThrowsAny<ArgumentException>(() => connection.TrafficFilters.Add(new OtherTrafficFilter(1, "fw") { SkipHardware = true }));
        Assert.ThrowsAny<ArgumentException>(() => connection.TrafficFilters.Add(new MatchallFilter(1) { Block = 7 }));
        Assert.ThrowsAny<ArgumentException>(() => connection.TrafficFilters.Add(new MatchallFilter(LinkReference.None) { Block = 7, Parent = TrafficHandle.Ingress }));
        Assert.ThrowsAny<ArgumentException>(() => connection.TrafficFilters.Add(new MatchallFilter(1) { SkipHardware = true, SkipSoftware = true }));
        Assert.ThrowsAny<ArgumentException>(() => new NetemQdisc(1) { LossPercent = 101 });
        Assert.ThrowsAny<ArgumentException>(() => new NetemQdisc(1) { Delay = TimeSpan.FromSeconds(-1) });
        Assert.ThrowsAny<ArgumentException>(() => new NetemQdisc(1) { Delay = TimeSpan.MaxValue });
        Assert.ThrowsAny<ArgumentException>(() => new NetemQdisc(1) { LossPercent = double.NaN });
        Assert.ThrowsAny<ArgumentException>(() => new NetemQdisc(1) { Rate = 7 });
        Assert.ThrowsAny<ArgumentException>(() => new NetemMarkovLoss(-1));
        Assert.ThrowsAny<ArgumentException>(() => U32Key.Match(AddressFamily.InterNetworkV6, IPNetwork.Parse("10.0.0.0/8")));
        Assert.ThrowsAny<ArgumentException>(() => NetemDistribution.FromValues([]));
        Assert.ThrowsAny<ArgumentException>(() => new OtherQdisc(1, ""));
        Assert.Empty(peer.Sent);
    }

    [Fact]
    public void Blocks_and_flags_are_where_tc_has_them()
    {
        FakePeer peer = new(
            s => [Wire.Ack(s[0])], s => [Wire.Ack(s[0])], s => [Wire.Ack(s[0], (int)Errno.EINVAL)],
            s =>
            [
                Wire.Message(
                    44, Wire.Multi, s[0], TcMessage(-1, 1, 7, 0x00050300), Wire.Text(1, "flower"), Wire.Attribute(2, Wire.Join(Wire.Attribute(8, [8, 0]), Wire.Attribute(22, Wire.Int32(0x5))))),
                Wire.DoneMessage(s[0]),
            ]);
        using var connection = new NetlinkConnection(peer);

        connection.Qdiscs.Add(new ClsactQdisc(3) { IngressBlock = 7, EgressBlock = 8 });
        connection.TrafficFilters.Add(new MatchallFilter(LinkReference.None) { Block = 7, Priority = 5, SkipHardware = true });
        NetlinkException refused = Assert.Throws<NetlinkException>(() => connection.TrafficFilters.Add(new MatchallFilter(3) { SkipSoftware = true }));
        FlowerFilter read = Assert.IsType<FlowerFilter>(Assert.Single(connection.TrafficFilters.ListBlock(7)));

        Assert.Equal(
            WithoutPort(Wire.Message(36, 0x605, 1, TcMessage(3, 0xffff0000, 0xfffffff1), Wire.Text(1, "clsact"), Wire.Attribute(13, Wire.Int32(7)), Wire.Attribute(14, Wire.Int32(8)))), peer.Sent[0]);
        Assert.Equal(
            WithoutPort(Wire.Message(44, 0x605, 2, TcMessage(-1, 0, 7, 0x00050300), Wire.Text(1, "matchall"), Wire.Attribute(0x8002, Wire.Attribute(3, Wire.Int32(1))))), peer.Sent[1]);
        Assert.Equal("add matchall filter of \"if3\"", refused.Operation);
        Assert.Equal(TcMessage(-1, 0, 7), peer.Sent[3][16..]);
        Assert.Equal((7u, LinkReference.None, null, (ushort)5), (read.Block!.Value, read.Device, read.Parent, read.Priority!.Value));
        Assert.Equal((true, false, true), (read.SkipHardware, read.SkipSoftware, read.IsInHardware!.Value));
        Assert.False((read with { SkipHardware = false }).SkipHardware);
    }

    [Fact]
    public void Keys_are_those_of_tc()
    {
        Assert.Equal(
            [new U32Key(12, 0xfffe0000, 0x0a020000), new U32Key(16, uint.MaxValue, 0x0a010203), new U32Key(8, 0xff0000, 0x60000), new U32Key(20, 0xffffffff, 0x00500051)],
            U32Key.Match(AddressFamily.InterNetwork, IPNetwork.Parse("10.2.0.0/15"), IPNetwork.Parse("10.1.2.3/32"), 6, 80, 81));
        Assert.Equal([new U32Key(24, uint.MaxValue, 0x20010db8), new U32Key(28, 0x80000000, 0), new U32Key(40, 0xffff, 53)],
            U32Key.Match(AddressFamily.InterNetworkV6, destination: IPNetwork.Parse("2001:db8::/33"), destinationPort: 53));
        Assert.Empty(U32Key.Match(AddressFamily.InterNetwork, source: IPNetwork.Parse("0.0.0.0/0")));
    }

    [Fact]
    public void Options_that_are_too_short_are_the_codecs_error()
    {
        using var connection = new NetlinkConnection(new FakePeer(s =>
            [Wire.Message(36, Wire.Multi, s[0], TcMessage(1, 0, 0xffffffff), Wire.Text(1, "netem"), Wire.Attribute(2, new byte[5])), Wire.DoneMessage(s[0])]));

        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => connection.Qdiscs.List()).Errno);
    }

    /// <summary>What is written is read as it was: a request to add has the form of the kernel's answer.</summary>
    [Fact]
    public void What_is_written_can_be_read()
    {
        foreach (TrafficControlObject written in Many())
        {
            Assert.True(Read(Requested(written)) is { } read && read.Equals(read with { }), written.Kind);
            Assert.Equal(written.GetType(), Read(Requested(written))!.GetType());
        }
    }

    private static TrafficControlObject? Read(byte[] datagram)
    {
        var reader = new NetlinkReader(datagram);
        Assert.True(reader.TryRead(out NetlinkMessage message));
        var row = new TrafficRow(message);
        return message.Header.Type switch
        {
            MessageType.NewQdisc => QdiscKinds.Read(row),
            MessageType.NewClass => TrafficClass.Read(row),
            _ => TrafficFilter.Read(row),
        };
    }

    internal static byte[] Requested(TrafficControlObject written)
    {
        FakePeer peer = new(s => [Wire.Ack(s[0])]);
        using var connection = new NetlinkConnection(peer);
        connection.CreateBatch().Add(written).Execute();
        return peer.Sent[0];
    }

    internal static TrafficControlObject[] Many()
    {
        TrafficAction[] actions =
        [
            new MirredAction(MirredMode.EgressRedirect, 3), GactAction.Drop, new PoliceAction { Rate = 1L << 40, Burst = 5000, PeakRate = 1L << 41 },
            new PoliceAction { PacketRate = 100, PacketBurst = 5, Conform = TrafficVerdict.Pipe }, new OtherAction("nat") { Data = Wire.Attribute(1, new byte[20]) },
        ];
        return
        [
            new PfifoQdisc(1) { Limit = 5 }, new BfifoQdisc(1) { Limit = 5 }, new PfifoFastQdisc(1), new NoqueueQdisc(1), new IngressQdisc(1), new ClsactQdisc(1), new ClsactQdisc(1) { IngressBlock = 7, EgressBlock = 8 },
            new IngressQdisc(1) { IngressBlock = 7 }, new PrioQdisc(1),
            new TbfQdisc(1) { Rate = 1L << 40, Burst = 100_000, Limit = 5, PeakRate = 1L << 41, PeakBurst = 3000, Sizing = new PacketSizing { LinkLayer = TrafficLinkLayer.Atm } },
            new HtbQdisc(1) { DefaultClass = 5, DirectQueueLength = 6, IsOffloaded = true }, new FqQdisc(1) { Limit = 1, FlowMaximumRate = 8000, CeThreshold = TimeSpan.FromSeconds(1) },
            new FqCodelQdisc(1) { Target = TimeSpan.FromSeconds(1), Ecn = true }, new OtherQdisc(1, "sfq") { Data = new byte[12] },
            new NetemQdisc(1)
            {
                Delay = TimeSpan.FromSeconds(1), Jitter = TimeSpan.FromSeconds(1), Rate = 1L << 40, Slot = new NetemSlot { MinimumDelay = TimeSpan.FromSeconds(1) },
                LossModel = new NetemMarkovLoss(1), Seed = 5, Ecn = true, CorruptPercent = 5, ReorderPercent = 5,
            },
            new NetemQdisc(1) { LossModel = new NetemGilbertElliottLoss(1) },
            new HtbClass(1) { Handle = "1:1", Rate = 1L << 40 }, new OtherTrafficClass(1, "drr") { Handle = "1:1", Data = new byte[8] },
            new U32Filter(1) { Priority = 5, Keys = U32Key.Match(AddressFamily.InterNetworkV6, IPNetwork.Parse("2001:db8::/33"), sourcePort: 5), Actions = actions, ClassId = "1:1" },
            new MatchallFilter(1) { Actions = actions, Chain = 4 }, new MatchallFilter(1) { SkipHardware = true }, new MatchallFilter(LinkReference.None) { Block = 7 },
            new OtherTrafficFilter(1, "fw") { Data = new byte[8] },
            new FlowerFilter(1)
            {
                Protocol = TrafficProtocol.IPv4, Source = IPNetwork.Parse("10.0.0.0/8"), Destination = IPNetwork.Parse("10.0.0.0/9"), IPProtocol = 6, SourcePort = 1, DestinationPort = 2,
                TypeOfService = 3, TimeToLive = 4, Actions = actions,
            },
            new FlowerFilter(1) { Protocol = TrafficProtocol.IPv6, Source = IPNetwork.Parse("2001:db8::/33"), IPProtocol = 58, IcmpType = 1, IcmpCode = 2, OtherKeys = Wire.Attribute(60, new byte[4]) },
        ];
    }

    private static byte[] TcMessage(int index, uint handle, uint parent, uint info = 0) =>
        [0, 0, 0, 0, .. Wire.Int32(index), .. Wire.Int32((int)handle), .. Wire.Int32((int)parent), .. Wire.Int32((int)info)];

    private static byte[] WithoutPort(byte[] message)
    {
        message.AsSpan(12, 4).Clear();
        return message;
    }
}
