using LinuxNetns.Netlink;

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

    [Fact]
    public async Task A_namespace_without_a_name_is_destroyed_when_its_last_user_goes()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        NetworkNamespace user = test.Registry.Add("red");
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        await reader.UntilAsync(NamespaceEventKind.Existing, "red");
        test.Registry.Delete("red");
        await reader.UntilAsync(NamespaceEventKind.Removed, "red");
        test.Registry.Add("blue").Dispose();
        await reader.UntilAsync(NamespaceEventKind.Ready, "blue");
        test.Registry.Delete("blue");
        await reader.UntilAsync(NamespaceEventKind.Destroyed, "blue");
        Assert.DoesNotContain(reader.Seen, e => e.Kind == NamespaceEventKind.Destroyed && e.Name == "red");

        NamespaceId id = user.Id;
        user.Dispose();

        Assert.Equal(id, (await reader.UntilAsync(NamespaceEventKind.Destroyed, "red")).Id);
    }

    [Fact]
    public async Task A_namespace_that_had_lost_its_name_before_the_watching_began_is_no_news()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        NetworkNamespace user = test.Registry.Add("red");
        test.Registry.Add("blue").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        await reader.UntilAsync(NamespaceEventKind.Existing, "red");
        test.Registry.Delete("red");
        await reader.UntilAsync(NamespaceEventKind.Removed, "red");
        await using var late = new WatchReader(new NamespaceWatcher(test.Options));
        Assert.Equal("blue", (await late.NextAsync()).Name);

        user.Dispose();
        await reader.UntilAsync(NamespaceEventKind.Destroyed, "red");
        test.Registry.Delete("blue");
        await late.UntilAsync(NamespaceEventKind.Destroyed, "blue");

        Assert.Equal(["Existing", "Removed", "Destroyed"], late.Seen.Select(e => e.Kind.ToString()));
    }

    [Fact]
    public async Task Another_name_of_a_namespace_is_added_and_the_end_comes_after_the_last_one()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("red").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        NamespaceEvent red = await reader.UntilAsync(NamespaceEventKind.Existing, "red");
        test.Registry.Attach("alias", test.PathOf("red")).Dispose();
        Assert.Equal(red.Id, (await reader.UntilAsync(NamespaceEventKind.Ready, "alias")).Id);
        test.Registry.Delete("red");
        await reader.UntilAsync(NamespaceEventKind.Removed, "red");
        test.Registry.Delete("alias");
        await reader.UntilAsync(NamespaceEventKind.Destroyed, "alias");

        Assert.Equal(["Existing", "Removed"], reader.SeenOf("red"));
        Assert.Equal(["Added", "Ready", "Removed", "Destroyed"], reader.SeenOf("alias"));
    }

    [Fact]
    public async Task A_placeholder_is_added_and_a_namespace_bound_to_it_makes_it_ready()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        using NetworkNamespace red = test.Registry.Add("red");
        await File.WriteAllBytesAsync(test.PathOf("blue"), [], TestContext.Current.CancellationToken);
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Added, Name = "blue" }, await reader.NextAsync());
        await reader.UntilAsync(NamespaceEventKind.Existing, "red");

        Assert.Equal(Errno.None, RegistryKernel.Instance.BindNamespace(red.Handle, test.PathOf("blue")));
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Ready, Name = "blue", Id = red.Id }, await reader.NextAsync());
        // Unmounted and left as a file: gone as a namespace, and after a while a name again.
        Assert.Equal(Errno.None, RegistryKernel.Instance.Unmount(test.PathOf("blue")));
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Removed, Name = "blue", Id = red.Id }, await reader.NextAsync());
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Added, Name = "blue" }, await reader.NextAsync());
    }

    [Fact]
    public async Task What_is_mounted_over_the_directory_hides_its_names_until_it_is_unmounted()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("red").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        await reader.UntilAsync(NamespaceEventKind.Existing, "red");

        Assert.Equal(0, Interop.Mount("none", test.RunDirectory, "tmpfs", 0, 0));
        await reader.UntilAsync(NamespaceEventKind.Removed, "red");
        // The watch must have followed to the directory on top.
        await File.WriteAllBytesAsync(test.PathOf("top"), [], TestContext.Current.CancellationToken);
        await reader.UntilAsync(NamespaceEventKind.Added, "top");
        Assert.Equal(0, Interop.Umount2(test.RunDirectory, Interop.MNT_DETACH));
        await reader.UntilAsync(NamespaceEventKind.Ready, "red");
        test.Registry.Delete("red");
        await reader.UntilAsync(NamespaceEventKind.Destroyed, "red");

        Assert.Empty(reader.Names);
        Assert.Equal(["Existing", "Removed", "Added", "Ready", "Removed", "Destroyed"], reader.SeenOf("red"));
    }

    [Fact]
    public async Task A_directory_that_is_deleted_and_made_again_is_followed()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("armed").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        await reader.UntilAsync(NamespaceEventKind.Existing, "armed");
        test.Registry.Delete("armed");
        for (int i = 0; i < 5; i++)
        {
            test.Registry.Add("red").Dispose();
            await reader.UntilAsync(NamespaceEventKind.Ready, "red");
            test.Registry.Delete("red");
            Assert.Equal(0, Interop.Umount2(test.RunDirectory, Interop.MNT_DETACH));
            Directory.Delete(test.RunDirectory);
            await reader.UntilAsync(NamespaceEventKind.Destroyed, "red");
        }

        Assert.Equal(Enumerable.Repeat((string[])["Added", "Ready", "Removed", "Destroyed"], 5).SelectMany(kinds => kinds), reader.SeenOf("red"));
    }

    [Fact]
    public async Task A_name_that_is_deleted_and_made_anew_unseen_is_another_namespace_even_with_the_same_inode()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        using var held = new HeldNotifier();
        NamespaceId first;
        using (NetworkNamespace red = test.Registry.Add("red"))
            first = red.Id;
        await using var reader = new WatchReader(held.Watch(test));
        await reader.UntilAsync(NamespaceEventKind.Existing, "red");

        await held.HoldAsync(test.PathOf("held"));
        NamespaceId second;
        test.Registry.Delete("red");
        using (NetworkNamespace red = test.Registry.Add("red"))
            second = red.Id;
        held.Release();
        NamespaceEvent ready = await reader.UntilAsync(NamespaceEventKind.Ready, "red");
        NamespaceEvent destroyed = await reader.UntilAsync(NamespaceEventKind.Destroyed, "red");

        Assert.Equal(["Existing", "Removed", "Added", "Ready", "Destroyed"], reader.SeenOf("red"));
        Assert.Equal(second, ready.Id);
        Assert.Equal(first, destroyed.Id);
        Assert.Equal(["held", "red"], reader.Names.Keys);
    }

    [Fact]
    public async Task What_one_look_finds_is_told_by_name_and_before_any_later_change()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        using var held = new HeldNotifier();
        test.Registry.Add("armed").Dispose();
        await using var reader = new WatchReader(held.Watch(test));
        await reader.UntilAsync(NamespaceEventKind.Existing, "armed");

        await held.HoldAsync(test.PathOf("held"));
        test.Registry.Add("red").Dispose();
        test.Registry.Add("blue").Dispose(); // later, but the first by name
        held.Release();
        await reader.UntilAsync(NamespaceEventKind.Ready, "blue");
        Assert.DoesNotContain("red", reader.Names.Keys);
        test.Registry.Add("afterwards").Dispose();
        await reader.UntilAsync(NamespaceEventKind.Ready, "afterwards");

        Assert.Equal(["afterwards", "armed", "blue", "held", "red"], reader.Names.Keys);
    }

    [Fact]
    public async Task More_changes_than_the_kernel_queues_end_in_a_resync_and_the_right_names()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        using var held = new HeldNotifier();
        test.Registry.Add("stays").Dispose();
        test.Registry.Add("goes").Dispose();
        await using var reader = new WatchReader(held.Watch(test));
        await reader.UntilAsync(NamespaceEventKind.Existing, "stays");

        await held.HoldAsync(test.PathOf("held"));
        int limit = int.Parse(await File.ReadAllTextAsync("/proc/sys/fs/inotify/max_queued_events", TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        for (int i = 0; i <= limit / 2; i++)
        {
            string path = test.PathOf($"noise{i}");
            await File.Create(path).DisposeAsync();
            File.Delete(path);
        }

        test.Registry.Delete("goes");
        test.Registry.Add("comes").Dispose();
        held.Release();
        await reader.UntilAsync(NamespaceEventKind.Resync, null);
        await reader.UntilAsync(NamespaceEventKind.Ready, "comes");
        await reader.UntilAsync(NamespaceEventKind.Added, "held");

        Assert.Equal(["comes", "held", "stays"], reader.Names.Keys);
        Assert.Equal(["Existing", "Removed"], reader.SeenOf("goes").Take(2));
    }

    [Fact]
    public async Task A_symbolic_link_to_a_namespace_is_ready_and_may_be_moved_and_one_to_nothing_is_only_a_name()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        Directory.CreateDirectory(test.RunDirectory);
        File.CreateSymbolicLink(test.PathOf("link"), $"/proc/{Environment.ProcessId}/ns/net");
        using NetworkNamespace own = NetworkNamespace.OpenPath("/proc/self/ns/net");
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Existing, Name = "link", Id = own.Id }, await reader.NextAsync());

        File.Move(test.PathOf("link"), test.PathOf("moved"));
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Renamed, OldName = "link", Name = "moved", Id = own.Id }, await reader.NextAsync());
        File.CreateSymbolicLink(test.PathOf("dangling"), "/nowhere");
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Added, Name = "dangling" }, await reader.NextAsync());
        File.Delete(test.PathOf("dangling"));
        Assert.Equal(new NamespaceEvent { Kind = NamespaceEventKind.Removed, Name = "dangling" }, await reader.NextAsync());
    }

    [Fact]
    public async Task A_namespace_that_takes_the_place_of_another_under_its_name_is_told_apart()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        test.Registry.Add("red").Dispose();
        await using var reader = new WatchReader(new NamespaceWatcher(test.Options));
        NamespaceEvent before = await reader.UntilAsync(NamespaceEventKind.Existing, "red");

        using NetworkNamespace next = NetworkNamespace.CreateAnonymous();
        test.Registry.Replace("red", next.Handle);

        Assert.Equal(before.Id, (await reader.UntilAsync(NamespaceEventKind.Removed, "red")).Id);
        Assert.Equal(next.Id, (await reader.UntilAsync(NamespaceEventKind.Ready, "red")).Id);
        Assert.Equal(before.Id, (await reader.UntilAsync(NamespaceEventKind.Destroyed, "red")).Id);
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
