namespace LinuxNetns.IntegrationTests;

public sealed class WatcherTests
{
    [Fact]
    public async Task A_namespace_is_added_then_ready_then_removed_then_destroyed()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("first").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        await reader.UntilAsync(NamespaceEventKind.Existing, "first");

        NamespaceId id;
        using (NetworkNamespace red = test.Registry.Add("red"))
            id = red.Id;
        NamespaceEvent ready = await reader.UntilAsync(NamespaceEventKind.Ready, "red");
        test.Registry.Delete("red");
        NamespaceEvent destroyed = await reader.UntilAsync(NamespaceEventKind.Destroyed, "red");

        Assert.Equal(["Added", "Ready", "Removed", "Destroyed"], reader.SeenOf("red"));
        Assert.Equal(id, ready.Id);
        Assert.Equal(id, destroyed.Id);
        Assert.Equal(["first"], reader.Names.Keys);
    }

    [Fact]
    public async Task A_directory_that_does_not_exist_yet_is_watched_from_its_first_name_on()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        Task<NamespaceEvent> first = reader.NextAsync();
        await ArmAsync();

        // The first add makes the directory, and mounts it on itself: over the very inode that is watched.
        test.Registry.Add("red").Dispose();
        Assert.Equal(NamespaceEventKind.Added, (await first).Kind);
        await reader.UntilAsync(NamespaceEventKind.Ready, "red");
        test.Registry.Add("blue").Dispose();
        await reader.UntilAsync(NamespaceEventKind.Ready, "blue");
        test.Registry.Delete("red");
        await reader.UntilAsync(NamespaceEventKind.Removed, "red");

        Assert.Equal(["blue"], reader.Names.Keys);
    }

    [Fact]
    public async Task A_rename_is_one_event()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("red").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        NamespaceEvent existing = await reader.UntilAsync(NamespaceEventKind.Existing, "red");

        string name = "red";
        for (int i = 0; i < 20; i++)
        {
            string next = $"name{i}";
            test.Registry.Rename(name, next);
            Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Renamed, Name = next, OldName = name, Id = existing.Id }, await reader.NextAsync());
            name = next;
        }

        test.Registry.Delete(name);
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Removed, Name = name, Id = existing.Id }, await reader.NextAsync());
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Destroyed, Name = name, Id = existing.Id }, await reader.NextAsync());
    }

    /// <summary>Returns when every watcher that was started before has taken its first look, even if it found nothing: they share a thread, which serves them in order.</summary>
    private static async Task ArmAsync()
    {
        using var other = new TestRegistry();
        other.Registry.Add("other").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(other.Options));
        await reader.UntilAsync(NamespaceEventKind.Existing, "other");
    }
}
