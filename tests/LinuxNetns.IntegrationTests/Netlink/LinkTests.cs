using System.Globalization;
using System.Text.Json;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed class LinkTests : IDisposable
{
    private readonly Lab _lab = new();

    private LinkTable Links => _lab.Namespace.Links;

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_new_namespace_has_its_loopback_down()
    {
        Link lo = Links.List().Single(link => link.Name == "lo");

        Assert.Equal((1, false, 772), (lo.Index, lo.IsUp, lo.HardwareType));
        Assert.Null(lo.Kind);
        Assert.False(lo.IsPhysical);
        Assert.NotEqual(false, lo.IsNetnsImmutable);
        Assert.Equal(lo, Links.Get("lo"));
        Assert.Equal(lo, Links.Find(1));
    }

    [Fact]
    public void Links_are_what_ip_shows()
    {
        _lab.Ip("-batch -", """
            link add br0 type bridge
            link add va type veth peer vb
            link set vb master br0
            link set va up
            link set va mtu 1400 address 02:00:00:00:00:0a
            link add ipip1 type veth peer name x0123456789abcd
            """);
        using JsonDocument expected = JsonDocument.Parse(_lab.Ip("-d -j link"));

        IReadOnlyList<Link> links = Links.List();

        // Some kernels give every namespace fallback tunnels, whose addresses ip prints in another form.
        Assert.Equal(
            expected.RootElement.EnumerateArray().Where(link => link.GetProperty("link_type").GetString() is "ether" or "loopback").Select(FromIp),
            links.Where(link => link.HardwareType is 1 or 772).Select(FromUs));
        Assert.Equal(links, links.Select(link => Links.Get(link.Name)));
        Assert.DoesNotContain(links, link => link.IsPhysical);
        Assert.Equal(6, links.Count(link => link.Kind is null or "bridge" or "veth"));
        Link vb = links.Single(link => link.Name == "vb");
        Assert.Equal(links.Single(link => link.Name == "br0").Index, vb.Master!.Value.Index);
        Assert.Equal((links.Single(link => link.Name == "va").Index, (int?)null), (vb.Lower!.Value.Index, vb.LowerNetnsId));
    }

    [Fact]
    public void What_is_absent_is_null_or_an_error()
    {
        Assert.Null(Links.Find("nope"));
        Assert.Null(Links.Find(123_456));
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Links.Get("nope")).Errno);
    }

    [Fact]
    public void Links_go_up_and_down_and_ip_sees_it()
    {
        _lab.Ip("link add va type veth peer vb");

        Links.SetUp("lo", "va", "vb");

        Assert.All(Links.List().Where(link => link.Name is "lo" or "va" or "vb"), link => Assert.True(link.IsUp));
        Assert.Contains("UP", _lab.Ip("-br link show lo").Split('<')[1], StringComparison.Ordinal);

        Links.SetDown("va", "lo");

        Assert.Equal(["vb"], Links.List().Where(link => link.IsUp).Select(link => link.Name));
    }

    [Fact]
    public void An_unknown_name_among_good_ones_changes_nothing()
    {
        NetlinkException error = Assert.Throws<NetlinkException>(() => Links.SetUp("lo", "nope"));

        Assert.Equal((Errno.ENODEV, "get link \"nope\""), (error.Errno, error.Operation));
        Assert.False(Links.Get("lo").IsUp);
    }

    [Fact]
    public void A_link_moves_and_is_renamed_in_one_step()
    {
        using var there = new Lab();
        _lab.Ip("link add va type veth peer vb");
        // The name that va would have had on the way is taken there, and so is va's index.
        there.Ip("link add va type veth peer vb");

        Links.MoveTo("va", there.Namespace.Handle, "eth0");

        Assert.Null(Links.Find("va"));
        Link moved = there.Namespace.Links.Get("eth0");
        Link left = Links.Get("vb");
        Assert.Equal(("veth", false), (moved.Kind, moved.IsUp));
        // Each end names the other by index and by the id that its namespace has given to the other's.
        Assert.Equal((moved.Index, _lab.Namespace.NetnsIds.Get(there.Namespace.Handle)), (left.Lower!.Value.Index, left.LowerNetnsId));
        Assert.Equal((left.Index, there.Namespace.NetnsIds.Get(_lab.Namespace.Handle)), (moved.Lower!.Value.Index, moved.LowerNetnsId));
        Assert.NotNull(left.LowerNetnsId);
    }

    [Fact]
    public void A_move_that_is_refused_changes_nothing()
    {
        using var there = new Lab();
        _lab.Ip("link add va type veth peer vb");
        there.Ip("link add va type veth peer vb");
        using var file = File.OpenHandle("/proc/self/status");

        // Older kernels, 5.10 for one, say EINVAL to a name that is taken; it is the same error all the same.
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => Links.MoveTo("va", there.Namespace.Handle)).Errno);
        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => Links.MoveTo("lo", there.Namespace.Handle, "lo2")).Errno);
        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => Links.MoveTo("va", file, "new")).Errno);
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Links.MoveTo("nope", there.Namespace.Handle)).Errno);
        Assert.NotNull(Links.Find("va"));
        Assert.Equal(3, there.Namespace.Links.List().Count(link => link.Name is "lo" or "va" or "vb"));
    }

    [Fact]
    public void A_new_name_that_is_taken_there_moves_nothing()
    {
        using var there = new Lab();
        _lab.Ip("link add va type veth peer vb");
        there.Ip("link add eth0 type veth peer eth1");

        NetlinkException error = Assert.Throws<NetlinkException>(() => Links.MoveTo("va", there.Namespace.Handle, "eth0"));

        Assert.Equal(Errno.EEXIST, error.Errno);
        Assert.NotNull(Links.Find("va"));
        Assert.Null(there.Namespace.Links.Find("va"));
    }

    [Fact]
    public async Task A_list_taken_while_links_come_and_go_has_every_stable_link_once()
    {
        _lab.Ip("link add stable0 type veth peer stable1");
        string changes = string.Concat(Enumerable.Range(0, 120).Select(i => $"link add a{i} type veth peer b{i}\n{(i % 3 == 2 ? $"link del a{i - 1}\n" : "")}"));
        Task writer = Task.Run(() => _lab.Ip("-batch -", changes), TestContext.Current.CancellationToken);

        int lists = 0;
        do
        {
            IReadOnlyList<Link> links = Links.List();
            Assert.Equal(links.Count, links.Select(link => link.Index).Distinct().Count());
            Assert.Equal(3, links.Count(link => link.Name is "lo" or "stable0" or "stable1"));
            lists++;
        }
        while (!writer.IsCompleted);

        await writer;
        Assert.Equal(3 + 240 - 80, Links.List().Count(link => link.Kind == "veth" || link.Name == "lo"));
        Assert.True(lists > 0);
    }

    [Fact]
    public void Many_threads_share_one_connection()
    {
        _lab.Ip("link add va type veth peer vb");
        _lab.Ip("link add wa type veth peer wb");
        string[] names = ["lo", "va", "vb", "wa", "wb"];
        Dictionary<string, int> indexes = names.ToDictionary(name => name, name => Links.Get(name).Index);

        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            string name = names[i % names.Length];
            Assert.Equal(indexes[name], Links.Get(name).Index);
            if (i % 10 == 0)
            {
                Assert.Superset(names.ToHashSet(), Links.List().Select(link => link.Name).ToHashSet());
            }

            Assert.Null(i % 7 == 0 ? Links.Find("nope") : null);
        });
    }

    private static string FromIp(JsonElement link)
    {
        string? Text(string name) => link.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
        string kind = link.TryGetProperty("linkinfo", out JsonElement info) && info.TryGetProperty("info_kind", out JsonElement text) ? text.GetString()! : "";
        bool up = link.GetProperty("flags").EnumerateArray().Any(flag => flag.GetString() == "UP");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{link.GetProperty("ifindex").GetInt32()} {Text("ifname")} {up} {link.GetProperty("mtu").GetInt32()} {Text("operstate")} {Text("address")} {kind} {Text("master")}");
    }

    private string FromUs(Link link) => string.Create(
        CultureInfo.InvariantCulture,
        $"{link.Index} {link.Name} {link.IsUp} {link.Mtu} {link.OperationalState.ToString().ToUpperInvariant()} {ColonSeparated(link)} {link.Kind} {(link.Master?.Index is int master ? Links.Find(master)!.Name : "")}");

    private static string ColonSeparated(Link link) => string.Join(':', link.Address!.GetAddressBytes().Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
}
