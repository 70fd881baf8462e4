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

    private void RequireEthtool()
    {
        if (_lab.Namespace.GenericNetlink.FindFamily("ethtool") is null)
        {
            Assert.Skip("This kernel lacks ethtool by netlink (CONFIG_ETHTOOL_NETLINK).");
        }
    }
}
