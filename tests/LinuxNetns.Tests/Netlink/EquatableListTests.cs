using System.Net;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class EquatableListTests
{
    [Fact]
    public void Lists_are_equal_where_their_items_are_and_hash_by_them()
    {
        Assert.Equal(new MplsEncapsulation(1, 2), new MplsEncapsulation(1, 2));
        Assert.NotEqual(new MplsEncapsulation(1, 2), new MplsEncapsulation(2, 1));
        Assert.Equal(EquatableList<int>.Of([1, 2])!.GetHashCode(), EquatableList<int>.Of([1, 2])!.GetHashCode());
        Assert.NotEqual(EquatableList<int>.Of([1, 2])!.GetHashCode(), EquatableList<int>.Of([2, 1])!.GetHashCode());
    }

    /// <summary>A description does not change: what becomes of the list that it was given is nothing to it.</summary>
    [Fact]
    public void A_list_that_was_given_is_copied()
    {
        List<TrafficAction> actions = [GactAction.Drop];
        List<U32Key> keys = [new U32Key(0, 0, 0)];
        List<IPNetwork> networks = [IPNetwork.Parse("10.0.0.0/8")];
        var peer = new WireGuardPeer(WireGuardKey.GeneratePreshared()) { AllowedIPs = networks };
        List<WireGuardPeer> peers = [peer];
        var device = new WireGuardDevice { Peers = peers };
        var filter = new U32Filter("v0") { Keys = keys, Actions = actions };

        actions.Clear();
        keys.Clear();
        networks.Clear();
        peers.Clear();

        Assert.Equal([GactAction.Drop], filter.Actions);
        Assert.Single(filter.Keys);
        Assert.Equal([IPNetwork.Parse("10.0.0.0/8")], peer.AllowedIPs);
        Assert.Equal([peer], device.Peers);
        Assert.Equal(new WireGuardDevice { Peers = [peer with { AllowedIPs = [IPNetwork.Parse("10.0.0.0/8")] }] }, device);
        Assert.Equal(new U32Filter("v0") { Keys = [new U32Key(0, 0, 0)], Actions = [GactAction.Drop] }, filter);
        Assert.NotEqual(new U32Filter("v0") { Keys = [new U32Key(0, 0, 0)] }, filter);
    }
}
