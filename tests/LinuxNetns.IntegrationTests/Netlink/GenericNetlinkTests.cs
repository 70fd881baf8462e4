using System.Text.Json;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed class GenericNetlinkTests : IDisposable
{
    private readonly Lab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public async Task Families_are_found_and_listed()
    {
        GenericNetlinkConnection generic = _lab.Namespace.GenericNetlink;

        GenericNetlinkFamily control = generic.GetFamily("nlctrl");

        Assert.Equal((16, "nlctrl"), (control.Id, control.Name));
        Assert.Contains(control.Groups, group => group.Name == "notify");
        IReadOnlyList<GenericNetlinkFamily> all = await generic.ListFamiliesAsync(TestContext.Current.CancellationToken);
        Assert.Equal(all.Count, all.Select(family => family.Id).Distinct().Count());
        Assert.All(all, family => Assert.Equal(family.Id, generic.GetFamily(family.Name).Id));
        Assert.Null(generic.FindFamily("no-such-family"));
        Assert.Same(generic, _lab.Namespace.GenericNetlink);
    }

    [Fact]
    public void The_socket_ends_with_the_namespace_object()
    {
        GenericNetlinkConnection generic = _lab.Namespace.GenericNetlink;
        generic.GetFamily("nlctrl");

        _lab.Namespace.Dispose();

        Assert.Throws<ObjectDisposedException>(() => generic.GetFamily("nlctrl"));
        Assert.Throws<ObjectDisposedException>(() => _lab.Namespace.GenericNetlink);
    }

    [Fact]
    public void Features_are_read_and_set_in_the_namespace()
    {
        RequireEthtool();
        _lab.Ip("link add va type veth peer vb");
        EthtoolTable ethtool = _lab.Namespace.Ethtool;

        IReadOnlyDictionary<string, EthtoolFeature> before = ethtool.GetFeatures("va");
        Assert.Equal((true, true, false), Values(before["tx-checksum-ip-generic"]));
        Assert.True(before["vlan-challenged"].IsFixed);
        ethtool.SetFeature("va", "tx-checksum-ip-generic", false);

        IReadOnlyDictionary<string, EthtoolFeature> after = ethtool.GetFeatures(_lab.Namespace.Links.Get("va"));
        Assert.Equal((false, false, false), Values(after["tx-checksum-ip-generic"]));
        // What needs checksums goes with them, and is still wanted.
        Assert.Equal((false, true), (after["tx-tcp-segmentation"].IsActive, after["tx-tcp-segmentation"].IsWanted));
        ethtool.SetFeatures("va", new Dictionary<string, bool> { ["tx-checksum-ip-generic"] = true, ["rx-gro"] = !before["rx-gro"].IsActive });
        Assert.Equal(before["tx-tcp-segmentation"], ethtool.GetFeatures("va")["tx-tcp-segmentation"]);
        Assert.Equal(!before["rx-gro"].IsActive, ethtool.GetFeatures("va")["rx-gro"].IsActive);

        static (bool, bool, bool) Values(EthtoolFeature feature) => (feature.IsActive, feature.IsWanted, feature.IsFixed);
    }

    [Theory]
    [InlineData("lo")]
    [InlineData("va")]
    [InlineData("br0")]
    public void Features_are_those_of_ethtool(string link)
    {
        RequireEthtool();
        _lab.Ip("link add va type veth peer vb");
        _lab.Ip("link add br0 type bridge");
        // Where ethtool sums several features up, or has a name of its own, there is none of the kernel's.
        IReadOnlyDictionary<string, EthtoolFeature> ours = _lab.Namespace.Ethtool.GetFeatures(link);

        int same = 0;
        foreach (JsonProperty theirs in Ethtool($"--json -k {link}").EnumerateObject().Where(property => ours.ContainsKey(property.Name)))
        {
            EthtoolFeature feature = ours[theirs.Name];
            Assert.Equal(
                (theirs.Name, theirs.Value.GetProperty("active").GetBoolean(), theirs.Value.GetProperty("fixed").GetBoolean()),
                (theirs.Name, feature.IsActive, feature.IsFixed));
            same++;
        }

        Assert.True(same > 40, $"only {same} features have a name in common");
    }

    [Fact]
    public void What_ethtool_sets_is_read_and_what_is_set_ethtool_reads()
    {
        RequireEthtool();
        _lab.Ip("link add va type veth peer vb");

        _lab.Run("ethtool", "-K va tx-checksum-ip-generic off");
        EthtoolFeature checksum = _lab.Namespace.Ethtool.GetFeatures("va")["tx-checksum-ip-generic"];
        _lab.Namespace.Ethtool.SetFeature("va", "tx-checksum-ip-generic", true);

        Assert.Equal((false, false), (checksum.IsActive, checksum.IsWanted));
        Assert.True(Ethtool("--json -k va").GetProperty("tx-checksum-ip-generic").GetProperty("active").GetBoolean());
    }

    [Fact]
    public void What_cannot_leave_says_so_by_a_feature_or_by_the_link()
    {
        RequireEthtool();
        Link lo = _lab.Namespace.Links.Get("lo");
        bool byFeature = _lab.Namespace.Ethtool.GetFeatures("lo").TryGetValue(EthtoolTable.NetnsLocal, out EthtoolFeature? local);

        Assert.True(byFeature ? local!.IsActive && local.IsFixed : lo.IsNetnsImmutable != false);
    }

    [Fact]
    public void Bad_features_are_refused_and_nothing_changes()
    {
        RequireEthtool();
        _lab.Ip("link add va type veth peer vb");
        EthtoolTable ethtool = _lab.Namespace.Ethtool;
        IReadOnlyDictionary<string, EthtoolFeature> before = ethtool.GetFeatures("va");

        Assert.Contains(Assert.Throws<NetlinkException>(() => ethtool.SetFeature("va", "no-such-feature", true)).Errno, new[] { Errno.EOPNOTSUPP, Errno.EINVAL });
        Assert.Equal(Errno.EOPNOTSUPP, Assert.Throws<NetlinkException>(() => ethtool.SetFeature("va", "vlan-challenged", true)).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => ethtool.GetFeatures("nope")).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => ethtool.GetLinkState(123_456)).Errno);
        Assert.Equal(before, ethtool.GetFeatures("va"));
    }

    [Fact]
    public async Task Link_state_follows_the_peer()
    {
        RequireEthtool();
        _lab.Ip("link add va type veth peer vb");
        _lab.Namespace.Links.SetUp("va");
        Assert.False(_lab.Namespace.Ethtool.GetLinkState("va").IsDetected);

        _lab.Namespace.Links.SetUp("vb");

        EthtoolLinkState state = await _lab.Namespace.Ethtool.GetLinkStateAsync("va", TestContext.Current.CancellationToken);
        Assert.Equal((true, 10_000L, EthtoolDuplex.Full), (state.IsDetected, state.MegabitsPerSecond, state.Duplex));
    }

    private JsonElement Ethtool(string arguments) => JsonDocument.Parse(_lab.Run("ethtool", arguments)).RootElement[0];

    private void RequireEthtool()
    {
        if (_lab.Namespace.GenericNetlink.FindFamily("ethtool") is null)
        {
            Assert.Skip("This kernel lacks ethtool by netlink (CONFIG_ETHTOOL_NETLINK).");
        }
    }
}
