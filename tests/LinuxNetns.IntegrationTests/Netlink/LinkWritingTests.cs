using System.Net.NetworkInformation;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed class LinkWritingTests : IDisposable
{
    private readonly Lab _red = new();
    private readonly Lab _blue = new();

    private LinkTable Links => _red.Namespace.Links;

    public void Dispose()
    {
        _red.Dispose();
        _blue.Dispose();
    }

    [Fact]
    public void A_pair_is_made_across_two_namespaces_in_one_message()
    {
        Links.Add(new VethLink("veth-red") { PeerName = "veth-blue", PeerNamespace = _blue.Namespace, Mtu = 1400, Peer = new Link { Mtu = 1300 } });

        var red = Assert.IsType<VethLink>(Links.Get("veth-red"));
        var blue = Assert.IsType<VethLink>(_blue.Namespace.Links.Get("veth-blue"));
        Assert.Equal((1400, 1300), (red.Mtu, blue.Mtu));
        Assert.Equal((blue.Index, red.Index), (red.Lower!.Value.Index, blue.Lower!.Value.Index));
        Assert.NotNull(red.LowerNetnsId);
    }

    [Fact]
    public void A_change_is_one_message_and_ip_sees_it()
    {
        Links.Add(new VethLink("va") { PeerName = "vb" });

        Links.Change("va", new Link { Name = "vc", Mtu = 1234, IsUp = true, Alias = "a text", Address = PhysicalAddress.Parse("02-00-00-00-00-77"), Group = 7, TransmitQueueLength = 55 });

        string shown = _red.Ip("-d link show vc");
        Assert.All(["mtu 1234", ",UP", "alias a text", "02:00:00:00:00:77", "group 7", "qlen 55"], text => Assert.Contains(text, shown, StringComparison.Ordinal));
        Assert.Equal("a text", Links.Get("vc").Alias);
    }

    [Fact]
    public void An_error_names_the_property_that_the_kernel_blames()
    {
        NetlinkException error = Assert.Throws<NetlinkException>(() => Links.Add(new VethLink("va") { Mtu = 1500, Alias = new string('x', 300) }));

        Assert.Equal((Errno.ERANGE, "Alias", "add link \"va\""), (error.Errno, error.Property, error.Operation));
        Assert.Null(Links.Find("va"));
    }

    [Fact]
    public void A_link_is_deleted_with_its_peer()
    {
        Links.Add(new VethLink("va") { PeerName = "vb" });

        Links.Delete("va");

        Assert.Null(Links.Find("vb"));
        Assert.Equal(Errno.ENODEV, Assert.Throws<NetlinkException>(() => Links.Delete("va")).Errno);
    }

    [Fact]
    public async Task Links_are_made_and_listed_without_blocking()
    {
        await Links.AddAsync(new BridgeLink("br0") { SpanningTree = true, ForwardDelay = TimeSpan.FromSeconds(4) }, TestContext.Current.CancellationToken);

        BridgeLink bridge = Assert.Single((await Links.ListAsync(TestContext.Current.CancellationToken)).OfType<BridgeLink>());
        Assert.Equal((true, TimeSpan.FromSeconds(4)), (bridge.SpanningTree, bridge.ForwardDelay));
    }

    [Fact]
    public void A_batch_has_a_result_for_each_and_later_ones_may_name_what_earlier_ones_make()
    {
        NetlinkBatch batch = _red.Namespace.Netlink.CreateBatch();
        batch.Add(new BridgeLink("br0")).Add(new VethLink("va") { PeerName = "vb", Master = "br0" }).Add(new BridgeLink("br0")).Add(new VethLink("vc") { Master = "nope" }).Delete(new Link("vb"));

        IReadOnlyList<NetlinkResult> results = batch.Execute();

        Assert.Equal([Errno.None, Errno.None, Errno.EEXIST, Errno.ENODEV, Errno.None], results.Select(result => result.Errno));
        Assert.Equal("add link \"br0\"", results[2].Exception!.Operation);
        Assert.Equal(0, batch.Count);
        Assert.Null(Links.Find("va"));
    }
}
