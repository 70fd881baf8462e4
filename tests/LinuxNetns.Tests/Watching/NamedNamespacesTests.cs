namespace LinuxNetns.Tests;

public sealed class NamedNamespacesTests
{
    [Fact]
    public void A_namespace_that_was_never_named_here_ends_unheard()
    {
        var namespaces = new NamedNamespaces();

        Assert.False(namespaces.End(1));
        Assert.Empty(namespaces.TakeEnded());
    }

    [Fact]
    public void A_namespace_ends_once_under_its_last_name_with_the_look_that_missed_it()
    {
        var namespaces = new NamedNamespaces();
        namespaces.Update(Names(("red", 1), ("blue", 2)), look: 1);
        namespaces.Update(Names(("lime", 1), ("blue", 2)), look: 2);
        namespaces.Update(Names(("blue", 2)), look: 3);
        namespaces.Update(Names(("blue", 2)), look: 4);

        Assert.True(namespaces.End(1));
        Assert.True(namespaces.End(1));
        (NamespaceEvent e, long namedUntil) = Assert.Single(namespaces.TakeEnded());
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Destroyed, Name = "lime", Id = Id(1) }, e);
        Assert.Equal(3, namedUntil);
        Assert.Empty(namespaces.TakeEnded());
        Assert.False(namespaces.End(1));
    }

    [Fact]
    public void A_namespace_that_was_named_again_counts_from_its_last_name()
    {
        var namespaces = new NamedNamespaces();
        namespaces.Update(Names(("red", 1)), look: 1);
        namespaces.Update(Names(), look: 2);
        namespaces.Update(Names(("red", 1)), look: 3);
        namespaces.Update(Names(), look: 4);
        namespaces.End(1);

        Assert.Equal(4, Assert.Single(namespaces.TakeEnded()).NamedUntil);
    }

    [Fact]
    public void After_lost_announcements_all_but_the_living_have_ended()
    {
        var namespaces = new NamedNamespaces();
        namespaces.Update(Names(("red", 1), ("blue", 2), ("lime", 3)), look: 1);
        namespaces.Update(Names(("blue", 2)), look: 2);

        Assert.False(namespaces.EndAllBut([1, 2, 3, 4]));
        Assert.True(namespaces.EndAllBut([2, 4]));
        Assert.Equal(["lime", "red"], namespaces.TakeEnded().Select(ended => ended.Event.Name).Order());
    }

    private static Dictionary<string, WatchedName> Names(params (string Name, int NetnsId)[] names) =>
        names.ToDictionary(n => n.Name, n => new WatchedName { Stage = NameStage.Ready, Id = Id(n.NetnsId), NetnsId = n.NetnsId });

    private static NamespaceId Id(int netnsId) => new((ulong)netnsId, 4, (ulong)netnsId);
}
