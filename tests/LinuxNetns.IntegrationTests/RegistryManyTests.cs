using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

/// <summary>Many names at once: all of them or none.</summary>
public sealed class RegistryManyTests : IDisposable
{
    private readonly TestRegistry _test;

    public RegistryManyTests()
    {
        TestPrivilege.Require();
        _test = new TestRegistry();
    }

    private NamespaceRegistry Registry => _test.Registry;

    public void Dispose() => _test.Dispose();

    [Fact]
    public void All_are_made_in_their_order_and_stay()
    {
        string[] names = [.. Enumerable.Range(0, 50).Select(i => $"n{i}")];

        IReadOnlyList<NetworkNamespace> made = Registry.AddMany(names);

        Assert.Equal(names, made.Select(ns => ns.Name));
        Assert.Equal(50, made.Select(ns => ns.Id).Distinct().Count());
        foreach (NetworkNamespace ns in made)
            ns.Dispose();
        Assert.Equal(names.Order(StringComparer.Ordinal), Registry.List().Where(entry => entry.State == NamespaceEntryState.Live).Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.All(Registry.DeleteAll(), result => Assert.True(result.Succeeded, result.Error?.Message));
        Assert.Empty(Registry.List());
    }

    [Fact]
    public void A_name_that_is_taken_undoes_all_and_leaves_the_taken_one()
    {
        using NetworkNamespace taken = Registry.Add("c");

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => Registry.AddMany(["a", "b", "c", "d"]));

        Assert.Equal((NamespaceError.AlreadyExists, _test.PathOf("c")), (e.Reason, e.Path));
        NamespaceEntry left = Assert.Single(Registry.List());
        Assert.Equal(("c", taken.Id), (left.Name, left.Id!.Value));
    }

    [Fact]
    public void Nothing_is_made_of_names_that_cannot_be()
    {
        Assert.Throws<ArgumentException>("names", () => Registry.AddMany(["a", "b/c"]));
        Assert.Throws<ArgumentException>("names", () => Registry.AddMany(["a", "b", "a"]));
        Assert.Throws<ArgumentNullException>("names", () => Registry.AddMany(["a", null!]));
        Assert.Empty(Registry.AddMany([]));
        Assert.False(Directory.Exists(Registry.RunDirectory));
    }

    [Fact]
    public void Where_the_kernel_refuses_one_the_others_go_too()
    {
        int made = 0;
        var kernel = new FaultyKernel { Answer = (call, _) => call == "bind" && ++made > 5 ? Errno.ENOMEM : null };
        var registry = new NamespaceRegistry(new LinuxNetnsOptions { RunDirectory = Registry.RunDirectory }, kernel, scanner: null, logger: null);

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => registry.AddMany(Enumerable.Range(0, 9).Select(i => $"n{i}")));

        Assert.Equal((NamespaceError.LimitReached, Errno.ENOMEM), (e.Reason, e.Errno));
        Assert.Equal(6, made);
        Assert.Empty(Registry.List());
        Assert.Empty(Directory.GetFiles(Registry.RunDirectory));
    }

    [Fact]
    public void Namespaces_are_made_some_at_a_time_and_all_go_if_the_later_ones_are_refused()
    {
        var asked = new List<string>();
        var kernel = new FaultyKernel();
        kernel.Answer = (call, count) =>
        {
            if (call == "unshare")
                asked.Add(count);
            return call == "unshare" && asked.Count > 2 ? Errno.ENOSPC : null;
        };
        var registry = new NamespaceRegistry(new LinuxNetnsOptions { RunDirectory = Registry.RunDirectory }, kernel, scanner: null, logger: null);

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => registry.AddMany(Enumerable.Range(0, 70).Select(i => $"n{i}")));

        Assert.Equal((NamespaceError.LimitReached, "unshare(CLONE_NEWNET)", "n64"), (e.Reason, e.Operation, e.Path));
        Assert.Equal(["32", "32", "6"], asked);
        Assert.Empty(Directory.GetFiles(Registry.RunDirectory));
    }
}
