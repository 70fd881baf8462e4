using System.Net;
using System.Text.Json.Nodes;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>What <c>bridge vni</c> does, both ways.</summary>
public sealed class VniTests : IDisposable
{
    private readonly Lab _lab = new();

    public VniTests()
    {
        TestKernel.Require(5, 18, "VXLANs that filter network identifiers");
        _lab.Ip("link add u0 type veth peer name u1");
        _lab.Ip("link add vx type vxlan dev u0 dstport 4789 external vnifilter");
        _lab.Ip("link add plain type vxlan id 5 dstport 4790");
    }

    /// <summary>The words after <c>bridge vni add dev vx</c>, and the same in ours.</summary>
    public static TheoryData<string, VniEntry> Entries => new()
    {
        { "vni 100", new VniEntry("vx", 100) },
        { "vni 16777215", new VniEntry("vx", 0xffffff) },
        { "vni 100-103", new VniEntry("vx", 100) { LastVni = 103 } },
        { "vni 100 remote 192.0.2.2", new VniEntry("vx", 100) { Remote = IPAddress.Parse("192.0.2.2") } },
        { "vni 100-103 group 239.1.1.1", new VniEntry("vx", 100) { LastVni = 103, Remote = IPAddress.Parse("239.1.1.1") } },
    };

    private VniTable Vnis => _lab.Namespace.Bridges.Vnis;

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(Entries))]
    public void An_entry_of_ours_is_one_of_bridge(string words, VniEntry entry)
    {
        _lab.Bridge($"vni add dev vx {words}");
        string expected = _lab.Bridge("-j vni");
        VniEntry read = Assert.Single(Vnis.List());
        Vnis.Delete(read);
        Assert.Empty(Vnis.List("vx"));
        Assert.DoesNotContain(words.Split(' ')[1], _lab.Bridge("-j vni"), StringComparison.Ordinal);

        Vnis.Add(entry);

        Assert.Equal(expected, _lab.Bridge("-j vni"));
        Assert.Equal(read, Assert.Single(Vnis.List()));
        Assert.Equal((entry.Vni, entry.LastVni, entry.Remote), (read.Vni, read.LastVni, read.Remote));
        _lab.Bridge($"vni delete dev vx {string.Join(' ', words.Split(' ')[..2])}");
        Assert.Empty(Vnis.List());
    }

    [Fact]
    public async Task Entries_that_follow_each_other_are_one_and_with_statistics_each_is_its_own()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        await Vnis.AddAsync(new VniEntry("vx", 100), token);
        await Vnis.AddAsync(new VniEntry("vx", 101) { LastVni = 103 }, token);
        await Vnis.AddAsync(new VniEntry("vx", 200), token);
        await Vnis.DeleteAsync(new VniEntry("vx", 102), token);

        Assert.Equal([(100u, 101u), (103u, null), (200u, (uint?)null)], (await Vnis.ListAsync(cancellationToken: token)).Select(entry => (entry.Vni, entry.LastVni)));
        IReadOnlyList<VniEntry> counted = Vnis.List("vx", statistics: true);
        Assert.Equal(JsonNode.Parse(_lab.Bridge("-s -j vni"))!.AsArray()[0]!["vnis"]!.AsArray().Select(vni => (uint)vni!["vni"]!), counted.Select(entry => entry.Vni));
        Assert.All(counted, entry => Assert.Equal((0L, 0L), (entry.Statistics!.ReceivedPackets, entry.Statistics.SendErrors)));

        // Added again, it has another end.
        Vnis.Add(new VniEntry("vx", 200) { Remote = IPAddress.Parse("192.0.2.7") });
        Assert.Equal(IPAddress.Parse("192.0.2.7"), Vnis.List()[^1].Remote);
        Assert.Contains("192.0.2.7", _lab.Bridge("vni"), StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_are_typed()
    {
        _lab.Ip("link add vy type vxlan dstport 4789 external vnifilter");
        Vnis.Add(new VniEntry("vx", 100));
        _lab.Ip("link set vx up");

        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Vnis.Add(new VniEntry("nope", 1))).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Vnis.List("nope")).Errno);
        NetlinkException plain = Assert.Throws<NetlinkException>(() => Vnis.Add(new VniEntry("plain", 100) { LastVni = 101 }));
        Assert.Equal((Errno.EOPNOTSUPP, "add VNI 100 to 101 of \"plain\""), (plain.Errno, plain.Operation));
        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => Vnis.Add(new VniEntry("lo", 100))).Errno);
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => Vnis.Delete(new VniEntry("vx", 7))).Errno);
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Vnis.Add(new VniEntry("vy", 100))).Errno);
        Assert.Throws<NotSupportedException>(() => _lab.Namespace.Netlink.CreateBatch().Replace(new VniEntry("vx", 1)).Execute());
        Assert.Equal(100u, Assert.Single(Vnis.List()).Vni);
    }
}
