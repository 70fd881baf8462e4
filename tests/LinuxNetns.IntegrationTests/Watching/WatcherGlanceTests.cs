using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

/// <summary>Names that come so fast, or among so many, that they are told without a look at the whole directory.</summary>
public sealed class WatcherGlanceTests
{
    [Fact]
    public async Task A_thousand_names_in_a_burst_are_each_added_and_ready_once()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("first").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        await reader.UntilAsync(NamespaceEventKind.Existing, "first");
        const int count = 1_000;

        Task maker = Task.Run(() => Add(test, "n", count), TestContext.Current.CancellationToken);
        while (reader.Names.Count(pair => pair.Value is not null) <= count)
            await reader.NextAsync();
        await maker;

        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(["Added", "Ready"], reader.SeenOf($"n{i}")));
        Assert.Equal(test.Registry.List().OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => (e.Name, e.Id)), reader.Names.Select(pair => (pair.Key, pair.Value)));
        test.Registry.DeleteAll();
        while (reader.Names.Count > 0)
            await reader.NextAsync();
    }

    [Fact]
    public async Task Bursts_in_several_directories_are_told_apart()
    {
        TestPrivilege.Require();
        using var one = new TestRegistry();
        using var two = new TestRegistry();
        one.Registry.Add("first").Dispose();
        two.Registry.Add("first").Dispose();
        await using var readerOfOne = new WatchReader(new NamespaceWatcher(one.Options));
        await using var readerOfTwo = new WatchReader(new NamespaceWatcher(two.Options));
        await readerOfOne.UntilAsync(NamespaceEventKind.Existing, "first");
        await readerOfTwo.UntilAsync(NamespaceEventKind.Existing, "first");
        const int count = 100;

        Task makers = Task.WhenAll(
            Task.Run(() => Add(one, "n", count), TestContext.Current.CancellationToken),
            Task.Run(() => Add(two, "n", count), TestContext.Current.CancellationToken));
        foreach (WatchReader reader in (WatchReader[])[readerOfOne, readerOfTwo])
        {
            while (reader.Names.Count(pair => pair.Value is not null) <= count)
                await reader.NextAsync();
            Assert.Equal(1 + (2 * count), reader.Seen.Count);
        }

        await makers;
        Assert.Equal(one.Registry.List().OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => e.Id), readerOfOne.Names.Values);
        Assert.Equal(two.Registry.List().OrderBy(e => e.Name, StringComparer.Ordinal).Select(e => e.Id), readerOfTwo.Names.Values);
    }

    [Fact]
    public async Task A_name_that_comes_again_and_again_is_another_namespace_each_time()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("first").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        await reader.UntilAsync(NamespaceEventKind.Existing, "first");
        const int times = 30;
        for (int i = 0; i < times; i++)
        {
            test.Registry.Add("red").Dispose();
            await reader.UntilAsync(NamespaceEventKind.Ready, "red");
            test.Registry.Delete("red"); // and made again before that is told
        }

        while (reader.Seen.Count(e => e.Kind == NamespaceEventKind.Destroyed) < times)
            await reader.NextAsync();

        IEnumerable<NamespaceId?> ready = reader.Seen.Where(e => e.Kind == NamespaceEventKind.Ready).Select(e => e.Id);
        Assert.Equal(times, ready.Distinct().Count());
        Assert.Equal(ready.Order(Comparer<NamespaceId?>.Create(ById)), reader.Seen.Where(e => e.Kind == NamespaceEventKind.Destroyed).Select(e => e.Id).Order(Comparer<NamespaceId?>.Create(ById)));
        Assert.Equal(Enumerable.Repeat((string[])["Added", "Ready", "Removed"], times).SelectMany(kinds => kinds), reader.SeenOf("red").Where(kind => kind != "Destroyed"));
    }

    [Fact]
    public async Task Renames_among_adds_are_renames()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("name").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        NamespaceId? id = (await reader.UntilAsync(NamespaceEventKind.Existing, "name")).Id;

        const int count = 50;
        Task maker = Task.Run(() => Add(test, "n", count), TestContext.Current.CancellationToken);
        string name = "name";
        for (int i = 0; i < count; i++)
        {
            test.Registry.Rename(name, $"name{i}");
            NamespaceEvent renamed = await reader.UntilAsync(NamespaceEventKind.Renamed, $"name{i}");
            Assert.Equal((name, id), (renamed.OldName, renamed.Id));
            name = $"name{i}";
        }

        await maker;
        while (reader.Names.Count(pair => pair.Value is not null) <= count)
            await reader.NextAsync();
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(["Added", "Ready"], reader.SeenOf($"n{i}")));
    }

    [Fact]
    public async Task A_file_that_stays_a_file_is_added_at_once_and_holds_up_no_name()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("first").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        await reader.UntilAsync(NamespaceEventKind.Existing, "first");

        await File.WriteAllBytesAsync(test.PathOf("file"), [], TestContext.Current.CancellationToken);
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Added, Name = "file" }, await reader.NextAsync());
        for (int i = 0; i < 20; i++)
        {
            test.Registry.Add($"n{i}").Dispose();
            await reader.UntilAsync(NamespaceEventKind.Ready, $"n{i}");
        }

        File.Delete(test.PathOf("file"));
        await reader.UntilAsync(NamespaceEventKind.Removed, "file");
        Assert.Equal(["Added", "Removed"], reader.SeenOf("file"));
    }

    [Fact]
    public async Task What_only_a_look_can_see_is_told_though_an_add_hides_it()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        using var held = new HeldNotifier();
        test.Registry.Add("red").Dispose();
        await using var reader = new WatchReader(held.Watch(test));
        await reader.UntilAsync(NamespaceEventKind.Existing, "red");

        // Both changes of mounts are one notification; the file stays, so no other follows.
        await held.HoldAsync(test.PathOf("held"));
        test.Registry.Add("blue").Dispose();
        Assert.Equal(Errno.None, RegistryKernel.Instance.Unmount(test.PathOf("red")));
        held.Release();

        await reader.UntilAsync(NamespaceEventKind.Ready, "blue");
        Assert.DoesNotContain(reader.Seen, e => e.Kind == NamespaceEventKind.Removed);
        await reader.UntilAsync(NamespaceEventKind.Removed, "red");
    }

    private static void Add(TestRegistry test, string prefix, int count)
    {
        for (int i = 0; i < count; i++)
            test.Registry.Add($"{prefix}{i}").Dispose();
    }

    private static int ById(NamespaceId? one, NamespaceId? other) => Comparer<ulong?>.Default.Compare(one?.KernelId ?? one?.Inode, other?.KernelId ?? other?.Inode);
}
