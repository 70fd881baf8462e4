using System.Text.RegularExpressions;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed partial class TrafficClassTests : IDisposable
{
    /// <summary>Bursts that take a whole number of ticks: where they do not, tc 6.1 rounds down and reads a byte less.</summary>
    private static readonly Dictionary<string, Func<string, HtbClass>> s_cases = new()
    {
        ["parent 1: classid 1:1 htb rate 10mbit"] = d => new HtbClass(d) { Parent = "1:", Handle = "1:1", Rate = 10_000_000 },
        ["parent 1: classid 1:20 htb rate 512kbit ceil 2mbit burst 6400 cburst 8000 prio 3 quantum 4000"] =
            d => new HtbClass(d) { Parent = "1:", Handle = "1:20", Rate = 512_000, Ceiling = 2_000_000, Burst = 6400, CeilingBurst = 8000, Priority = 3, Quantum = 4000 },
        ["parent 1: classid 1:3 htb rate 100mbit overhead 24 mpu 84 linklayer atm"] =
            d => new HtbClass(d) { Parent = "1:", Handle = "1:3", Rate = 100_000_000, Sizing = new PacketSizing { Overhead = 24, MinimumPacketSize = 84, LinkLayer = TrafficLinkLayer.Atm } },
        ["parent 1: classid 1:4 htb rate 40gbit ceil 100gbit burst 1000000 cburst 1000000 quantum 60000"] =
            d => new HtbClass(d) { Parent = "1:", Handle = "1:4", Rate = 40_000_000_000, Ceiling = 100_000_000_000, Burst = 1_000_000, CeilingBurst = 1_000_000, Quantum = 60000 },
    };

    private readonly Lab _lab = new();

    public TrafficClassTests()
    {
        _lab.Ip("-batch -", "link add va type veth peer vb\nlink add vc type veth peer vd\n");
        foreach (string device in new[] { "va", "vb", "vc" })
            _lab.Tc($"qdisc add dev {device} root handle 1: htb");
    }

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    private TrafficClassTable Classes => _lab.Namespace.TrafficClasses;

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_goes_both_ways(string arguments)
    {
        _lab.Tc($"class add dev va {arguments}");
        HtbClass written = s_cases[arguments]("vb");

        Classes.Add(written);

        Assert.Equal(Shown("va"), Shown("vb"));
        TrafficClass theirs = Assert.Single(Classes.List("va"));
        TrafficClass ours = Assert.Single(Classes.List("vb"));
        Assert.Equal(Comparable(theirs), Comparable(ours));
        LabPrograms.AssertSays(written, ours, written.Rate > 1_000_000_000 ? ["Device", "Parent", "Burst", "CeilingBurst"] : ["Device", "Parent"]);
        Classes.Add(theirs with { Device = "vc" });
        Assert.Equal(Shown("va"), Shown("vc"));
    }

    [Fact]
    public void A_tree_of_classes_is_built_changed_and_taken_down()
    {
        Classes.Add(new HtbClass("va") { Parent = "1:", Handle = "1:1", Rate = 10_000_000 });
        Classes.Add(new HtbClass("va") { Parent = "1:1", Handle = "1:10", Rate = 1_000_000, Ceiling = 10_000_000 });
        _lab.Namespace.Qdiscs.Add(new PfifoQdisc("va") { Parent = "1:10", Handle = "10:", Limit = 7 });

        TrafficClass leaf = Classes.List("va").Single(c => c.Handle == "1:10");
        Assert.Equal(("1:1", "10:"), (leaf.Parent.ToString(), leaf.Leaf.ToString()));
        Assert.Equal(Errno.EBUSY, Assert.Throws<NetlinkException>(() => Classes.Delete(new HtbClass("va") { Handle = "1:1" })).Errno);
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Classes.Add(new HtbClass("va") { Parent = "1:1", Handle = "1:10", Rate = 1_000_000 })).Errno);
        Classes.Replace(new HtbClass("va") { Parent = "1:1", Handle = "1:10", Rate = 2_000_000 });
        Classes.Change(new HtbClass("va") { Parent = "1:", Handle = "1:1", Rate = 20_000_000 });
        Assert.Equal([20_000_000L, 2_000_000L], Classes.List("va").Cast<HtbClass>().OrderBy(c => c.Handle!.Value.Value).Select(c => c.Rate!.Value));
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => Classes.Change(new HtbClass("va") { Parent = "1:1", Handle = "1:77", Rate = 2_000_000 })).Errno);
        Classes.Delete(new HtbClass("va") { Handle = "1:10" });
        Classes.Delete(new HtbClass("va") { Handle = "1:1" });
        Assert.Empty(Classes.List("va"));
    }

    /// <summary>As tc shows it, without what cannot be the same; tc 6.1 has no JSON for classes of htb.</summary>
    private string Shown(string device) => Noise().Replace(_lab.Run("tc", $"-d class show dev {device}"), "");

    private static TrafficClass Comparable(TrafficClass trafficClass) => trafficClass with { Device = LinkReference.None, Statistics = null };

    [GeneratedRegex("dev v[abc]")]
    private static partial Regex Noise();
}
