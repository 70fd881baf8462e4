using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using LinuxNetns.Netlink;
using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>Every case both ways: what tc writes we read, what we write tc shows as its own, and what we read we can write again.</summary>
public sealed partial class QdiscTests : IDisposable
{
    private static readonly Dictionary<string, Func<string, Qdisc>> s_cases = new()
    {
        ["handle 1: pfifo limit 50"] = d => new PfifoQdisc(d) { Handle = "1:", Limit = 50 },
        ["handle 1: pfifo"] = d => new PfifoQdisc(d) { Handle = "1:" },
        ["handle 2: bfifo limit 12345"] = d => new BfifoQdisc(d) { Handle = "2:", Limit = 12345 },
        ["handle abcd: tbf rate 1mbit burst 1600 limit 3000"] = d => new TbfQdisc(d) { Handle = "abcd:", Rate = 1_000_000, Burst = 1600, Limit = 3000 },
        ["handle 1: tbf rate 1mbit burst 5kb latency 70ms"] = d => new TbfQdisc(d) { Handle = "1:", Rate = 1_000_000, Burst = 5120, Latency = TimeSpan.FromMilliseconds(70) },
        ["handle 1: tbf rate 220kbit burst 1540 limit 9000 peakrate 400kbit minburst 1540"] =
            d => new TbfQdisc(d) { Handle = "1:", Rate = 220_000, Burst = 1540, Limit = 9000, PeakRate = 400_000, PeakBurst = 1540 },
        ["handle 1: tbf rate 100mbit burst 20000 limit 100000 overhead 18 mpu 64"] =
            d => new TbfQdisc(d) { Handle = "1:", Rate = 100_000_000, Burst = 20000, Limit = 100000, Sizing = new PacketSizing { Overhead = 18, MinimumPacketSize = 64 } },
        ["handle 1: tbf rate 8mbit burst 20000 limit 100000 linklayer atm"] =
            d => new TbfQdisc(d) { Handle = "1:", Rate = 8_000_000, Burst = 20000, Limit = 100000, Sizing = new PacketSizing { LinkLayer = TrafficLinkLayer.Atm } },
        ["handle 1: tbf rate 40gbit burst 1mb limit 10mb"] = d => new TbfQdisc(d) { Handle = "1:", Rate = 40_000_000_000, Burst = 1 << 20, Limit = 10 << 20 },
        ["handle 1: htb"] = d => new HtbQdisc(d) { Handle = "1:" },
        ["handle 1: htb default 30 r2q 5"] = d => new HtbQdisc(d) { Handle = "1:", DefaultClass = 0x30, RateToQuantum = 5 },
        ["handle 1: htb direct_qlen 77"] = d => new HtbQdisc(d) { Handle = "1:", DirectQueueLength = 77 },
        ["handle 1: fq_codel"] = d => new FqCodelQdisc(d) { Handle = "1:" },
        ["handle 1: fq_codel limit 2000 flows 32 target 3ms interval 40ms noecn quantum 3000 ce_threshold 20ms memory_limit 1000000 drop_batch 16"] = d => new FqCodelQdisc(d)
        {
            Handle = "1:", Limit = 2000, Flows = 32, Target = TimeSpan.FromMilliseconds(3), Interval = TimeSpan.FromMilliseconds(40), Ecn = false, Quantum = 3000,
            CeThreshold = TimeSpan.FromMilliseconds(20), MemoryLimit = 1_000_000, DropBatchSize = 16,
        },
        ["handle 1: fq_codel ce_threshold 20ms ce_threshold_selector 0x11/0x3f"] =
            d => new FqCodelQdisc(d) { Handle = "1:", CeThreshold = TimeSpan.FromMilliseconds(20), CeThresholdSelector = 0x11, CeThresholdMask = 0x3f },
        ["handle 1: fq"] = d => new FqQdisc(d) { Handle = "1:" },
        ["handle 1: fq limit 2000 flow_limit 50 quantum 3000 initial_quantum 20000 maxrate 10mbit buckets 256 nopacing refill_delay 60ms low_rate_threshold 800kbit orphan_mask 255 ce_threshold 4ms timer_slack 20us horizon 5s horizon_cap"] =
            d => new FqQdisc(d)
            {
                Handle = "1:", Limit = 2000, FlowLimit = 50, Quantum = 3000, InitialQuantum = 20000, FlowMaximumRate = 10_000_000, BucketsLog = 8, Pacing = false,
                FlowRefillDelay = TimeSpan.FromMilliseconds(60), LowRateThreshold = 800_000, OrphanMask = 255, CeThreshold = TimeSpan.FromMilliseconds(4),
                TimerSlack = TimeSpan.FromMicroseconds(20), Horizon = TimeSpan.FromSeconds(5), HorizonDrop = false,
            },
        ["handle 1: prio"] = d => new PrioQdisc(d) { Handle = "1:" },
        ["handle 1: prio bands 4 priomap 0 1 2 3 0 1 2 3 0 1 2 3 0 1 2 3"] = d => new PrioQdisc(d) { Handle = "1:", Bands = 4, Map = new byte[] { 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3 } },
        ["handle 1: pfifo_fast"] = d => new PfifoFastQdisc(d) { Handle = "1:" },
        ["noqueue"] = d => new NoqueueQdisc(d),
        ["handle 1: netem"] = d => new NetemQdisc(d) { Handle = "1:" },
        ["handle 1: netem delay 20ms"] = d => new NetemQdisc(d) { Handle = "1:", Delay = TimeSpan.FromMilliseconds(20) },
        ["handle 1: netem delay 20ms 5ms 25% limit 77"] =
            d => new NetemQdisc(d) { Handle = "1:", Delay = TimeSpan.FromMilliseconds(20), Jitter = TimeSpan.FromMilliseconds(5), DelayCorrelationPercent = 25, Limit = 77 },
        ["handle 1: netem delay 128us 16us distribution normal"] =
            d => new NetemQdisc(d) { Handle = "1:", Delay = TimeSpan.FromMicroseconds(128), Jitter = TimeSpan.FromMicroseconds(16), Distribution = NetemDistribution.Normal },
        ["handle 1: netem delay 200s"] = d => new NetemQdisc(d) { Handle = "1:", Delay = TimeSpan.FromSeconds(200) },
        ["handle 1: netem loss 0.3% 25%"] = d => new NetemQdisc(d) { Handle = "1:", LossPercent = 0.3, LossCorrelationPercent = 25 },
        ["handle 1: netem loss 100%"] = d => new NetemQdisc(d) { Handle = "1:", LossPercent = 100 },
        ["handle 1: netem loss state 1% 50% 10% 60% 2%"] =
            d => new NetemQdisc(d) { Handle = "1:", LossModel = new NetemMarkovLoss(1) { P31 = 50, P32 = 10, P23 = 60, P14 = 2 } },
        ["handle 1: netem loss state 5%"] = d => new NetemQdisc(d) { Handle = "1:", LossModel = new NetemMarkovLoss(5) },
        ["handle 1: netem loss gemodel 1% 10% 70% 0.1%"] =
            d => new NetemQdisc(d) { Handle = "1:", LossModel = new NetemGilbertElliottLoss(1) { BadToGood = 10, LossInBad = 70, LossInGood = 0.1 } },
        ["handle 1: netem loss gemodel 3%"] = d => new NetemQdisc(d) { Handle = "1:", LossModel = new NetemGilbertElliottLoss(3) },
        ["handle 1: netem loss 5% ecn"] = d => new NetemQdisc(d) { Handle = "1:", LossPercent = 5, Ecn = true },
        // tc 6.1 forgets the correlation of duplicates where there is no other.
        ["handle 1: netem delay 10ms 1ms 5% duplicate 1% 10%"] = d => new NetemQdisc(d)
        {
            Handle = "1:", Delay = TimeSpan.FromMilliseconds(10), Jitter = TimeSpan.FromMilliseconds(1), DelayCorrelationPercent = 5, DuplicatePercent = 1, DuplicateCorrelationPercent = 10,
        },
        ["handle 1: netem corrupt 0.1% 50%"] = d => new NetemQdisc(d) { Handle = "1:", CorruptPercent = 0.1, CorruptCorrelationPercent = 50 },
        ["handle 1: netem delay 10ms reorder 25% 50%"] =
            d => new NetemQdisc(d) { Handle = "1:", Delay = TimeSpan.FromMilliseconds(10), ReorderPercent = 25, ReorderCorrelationPercent = 50 },
        ["handle 1: netem delay 10ms reorder 25% gap 5"] = d => new NetemQdisc(d) { Handle = "1:", Delay = TimeSpan.FromMilliseconds(10), ReorderPercent = 25, Gap = 5 },
        ["handle 1: netem rate 5kbit 20 100 5"] = d => new NetemQdisc(d) { Handle = "1:", Rate = 5000, PacketOverhead = 20, CellSize = 100, CellOverhead = 5 },
        ["handle 1: netem rate 1mbit -14"] = d => new NetemQdisc(d) { Handle = "1:", Rate = 1_000_000, PacketOverhead = -14 },
        ["handle 1: netem rate 100gbit"] = d => new NetemQdisc(d) { Handle = "1:", Rate = 100_000_000_000 },
        ["handle 1: netem slot 800us 1ms packets 32 bytes 65536"] = d => new NetemQdisc(d)
        {
            Handle = "1:",
            Slot = new NetemSlot { MinimumDelay = TimeSpan.FromMicroseconds(800), MaximumDelay = TimeSpan.FromMilliseconds(1), MaximumPackets = 32, MaximumBytes = 65536 },
        },
    };

    private readonly Lab _lab = new();

    public QdiscTests() => _lab.Ip("-batch -", "link add va type veth peer vb\nlink add vc type veth peer vd\nlink set va up\nlink set vb up\nlink set vc up\nlink set vd up\n");

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    private QdiscTable Qdiscs => _lab.Namespace.Qdiscs;

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_goes_both_ways(string arguments)
    {
        _lab.Tc($"qdisc add dev va root {arguments}");
        Qdisc written = s_cases[arguments]("vb");

        Qdiscs.Add(written);

        Assert.Equal(Shown("va"), Shown("vb"));
        Qdisc theirs = Assert.Single(Qdiscs.List("va"));
        Qdisc ours = Assert.Single(Qdiscs.List("vb"));
        Assert.Equal(Comparable(theirs), Comparable(ours));
        // What is never read back aside, bursts that are no whole number of ticks or cells, and what was left to be chosen, it says what was written.
        string[] except = written is TbfQdisc { Rate: > 1_000_000_000 } or TbfQdisc { Sizing.LinkLayer: not null } ? ["Burst"]
            : written is NetemQdisc { LossModel: NetemMarkovLoss { P31: null } or NetemGilbertElliottLoss { BadToGood: null } } ? ["LossModel"] : [];
        LabPrograms.AssertSays(written, ours, ["Device", "Latency", "Distribution", .. except]);
        Qdiscs.Add(theirs with { Device = "vc" });
        Assert.Equal(Shown("va"), Shown("vc"));
        Assert.Equal(Comparable(theirs), Comparable(Assert.Single(Qdiscs.List("vc"))));
    }

    [Theory]
    [InlineData("ingress")]
    [InlineData("clsact")]
    public void What_is_outside_the_root_goes_both_ways_too(string kind)
    {
        _lab.Tc($"qdisc add dev va {kind}");

        Qdiscs.Add(kind == "ingress" ? new IngressQdisc("vb") : new ClsactQdisc("vb"));

        Assert.Equal(Shown("va"), Shown("vb"));
        Qdisc theirs = Qdiscs.Find("va", TrafficHandle.Clsact)!;
        Assert.Equal(kind, theirs.Kind);
        Qdiscs.Add(theirs with { Device = "vc" });
        Assert.Equal(Shown("va"), Shown("vc"));
        Qdiscs.Delete("va", TrafficHandle.Clsact);
        Assert.Null(Qdiscs.Find("va", TrafficHandle.Clsact));
    }

    [Fact]
    public void A_kind_without_a_type_survives_a_round_trip()
    {
        _lab.Tc("qdisc add dev va root handle 5: sfq perturb 10 limit 100");

        OtherQdisc theirs = Assert.IsType<OtherQdisc>(Assert.Single(Qdiscs.List("va")));

        Assert.Equal("sfq", theirs.Kind);
        Qdiscs.Add(theirs with { Device = "vb" });
        Assert.Equal(Shown("va"), Shown("vb"));
    }

    [Fact]
    public async Task It_is_replaced_changed_and_deleted()
    {
        Qdiscs.Add(new PfifoQdisc("va") { Handle = "1:", Limit = 5 });
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Qdiscs.Add(new PfifoQdisc("va") { Handle = "1:" })).Errno);

        Qdiscs.Change(new PfifoQdisc("va") { Handle = "1:", Limit = 6 });
        Assert.Equal(6u, Assert.IsType<PfifoQdisc>(Qdiscs.Find("va")).Limit);
        await Qdiscs.ReplaceAsync(new BfifoQdisc("va") { Handle = "2:", Limit = 7000 }, TestContext.Current.CancellationToken);
        Assert.Equal(7000u, Assert.IsType<BfifoQdisc>(Qdiscs.Find("va")).Limit);
        NetlinkException error = Assert.Throws<NetlinkException>(() => Qdiscs.Change(new PfifoQdisc("va") { Handle = "2:", Limit = 6 }));
        Assert.Equal((Errno.EINVAL, "change pfifo qdisc 2: of \"va\""), (error.Errno, error.Operation));
        Qdiscs.Delete("va");
        Assert.IsType<NoqueueQdisc>(Qdiscs.Find("va"));
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => Qdiscs.Delete("va")).Errno);
    }

    [Fact]
    public void It_counts_what_goes_through()
    {
        _lab.Ip("address add 10.0.0.1/24 dev va");
        Qdiscs.Add(new PfifoQdisc("va") { Limit = 100 });
        TrafficStatistics before = Qdiscs.Find("va")!.Statistics!;

        using (var socket = new Socket(new SafeSocketHandle(Udp(), ownsHandle: true)))
        {
            socket.EnableBroadcast = true;
            for (int i = 0; i < 10; i++)
                socket.SendTo(new byte[100], new IPEndPoint(IPAddress.Parse("10.0.0.255"), 9));
        }

        TrafficStatistics after = Qdiscs.Find("va")!.Statistics!;
        Assert.True(after.Packets - before.Packets >= 10, $"{after}");
        Assert.True(after.Bytes - before.Bytes >= 10 * 142, $"{after}");
        Assert.Equal(0, after.Drops);
    }

    [Fact]
    public void A_device_that_is_not_there_is_named()
    {
        NetlinkException error = Assert.Throws<NetlinkException>(() => Qdiscs.Add(new PfifoQdisc("nope")));

        Assert.Equal((Errno.ENODEV, "find link \"nope\""), (error.Errno, error.Operation));
    }

    [Fact]
    public void The_scheduler_counts_in_ticks_of_64_nanoseconds()
    {
        string[] words = File.ReadAllText("/proc/net/psched").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(64, Convert.ToInt32(words[1], 16));
        Assert.Equal(1000, Convert.ToInt32(words[0], 16));
    }

    private nint Udp()
    {
        // AF_INET, SOCK_DGRAM | SOCK_CLOEXEC
        using SafeFileHandle handle = NamespaceWindow.OpenSocket(_lab.Namespace.Handle, 2, 2 | 0x80000, 0);
        nint descriptor = handle.DangerousGetHandle();
        handle.SetHandleAsInvalid();
        return descriptor;
    }

    /// <summary>As tc shows it, without what cannot be the same.</summary>
    private string Shown(string device) => Noise().Replace(string.Join('\n', _lab.TcJson($"qdisc show dev {device}").Select(qdisc => qdisc.GetRawText())), "");

    /// <summary>Without what two of them never share.</summary>
    private static Qdisc Comparable(Qdisc qdisc) => qdisc switch
    {
        NetemQdisc netem => netem with { Seed = null },
        HtbQdisc htb => htb with { DirectPackets = null },
        NoqueueQdisc noqueue => noqueue with { Handle = null },
        _ => qdisc,
    }
    with { Device = LinkReference.None, Statistics = null };

    [GeneratedRegex("\"dev\":\"[^\"]*\",?|\"seed\":[0-9]+,?|\"refcnt\":[0-9]+,?|\"direct_packets_stat\":[0-9]+|\"handle\":\"8[0-9a-f]{3}:\",?")]
    private static partial Regex Noise();
}
