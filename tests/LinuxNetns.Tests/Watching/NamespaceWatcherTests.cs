using LinuxNetns.Netlink;

using Moq;

namespace LinuxNetns.Tests;

public sealed class NamespaceWatcherTests
{
    [Fact]
    public async Task What_is_there_comes_first_and_then_every_change()
    {
        using var files = new WatchedFiles();
        files.Make("b");
        files.Make("a");
        await using var reader = new EventReader(files.Watcher);
        Assert.Equal(["Added a", "Added b"], await reader.NextAsync(2));

        files.Make("c");
        Assert.Equal("Added c", await reader.NextAsync());
        files.Delete("a");
        Assert.Equal("Removed a", await reader.NextAsync());
    }

    [Fact]
    public async Task A_directory_is_watched_before_it_exists_and_after_it_was_made_again()
    {
        using var files = new WatchedFiles();
        files.Make("old");
        await using var reader = new EventReader(files.Watcher);
        Assert.Equal("Added old", await reader.NextAsync());

        Directory.Delete(files.Directory, recursive: true);
        Assert.Equal("Removed old", await reader.NextAsync());
        for (int i = 0; i < 10; i++)
        {
            Directory.CreateDirectory(files.Directory);
            files.Make($"new{i}");
            Assert.Equal($"Added new{i}", await reader.NextAsync());
            Directory.Delete(files.Directory, recursive: true);
            Assert.Equal($"Removed new{i}", await reader.NextAsync());
        }
    }

    [Fact]
    public async Task A_directory_that_lacks_several_parents_is_watched()
    {
        using var files = new WatchedFiles();
        files.Make("armed");
        await using var reader = new EventReader(files.WatcherOf("x/y/z"));
        Task<string> first = reader.NextAsync();
        await ArmAsync(files);

        string deep = Path.Join(Path.GetDirectoryName(files.Directory), "x/y/z");
        Directory.CreateDirectory(deep);
        await File.WriteAllBytesAsync(Path.Join(deep, "red"), [], TestContext.Current.CancellationToken);

        Assert.Equal("Added red", await first);
    }

    [Fact]
    public async Task A_directory_that_is_moved_away_takes_its_names_along()
    {
        using var files = new WatchedFiles();
        files.Make("red");
        await using var reader = new EventReader(files.Watcher);
        Assert.Equal("Added red", await reader.NextAsync());

        Directory.Move(files.Directory, files.Directory + "-moved");
        Assert.Equal("Removed red", await reader.NextAsync());
        Directory.Move(files.Directory + "-moved", files.Directory);
        Assert.Equal("Added red", await reader.NextAsync());
    }

    [Fact]
    public async Task Two_directories_that_wait_in_one_place_do_not_disturb_each_other()
    {
        using var files = new WatchedFiles();
        files.Make("armed");
        await using var second = new EventReader(files.WatcherOf("two"));
        Task<string> event2 = second.NextAsync();
        var first = new EventReader(files.WatcherOf("one"));
        Task<string> event1 = first.NextAsync();
        await ArmAsync(files);

        string one = Path.Join(Path.GetDirectoryName(files.Directory), "one"), two = Path.Join(Path.GetDirectoryName(files.Directory), "two");
        Directory.CreateDirectory(one);
        await File.WriteAllBytesAsync(Path.Join(one, "red"), [], TestContext.Current.CancellationToken);
        Assert.Equal("Added red", await event1);
        await first.DisposeAsync();
        await ArmAsync(files);
        Directory.CreateDirectory(two);
        await File.WriteAllBytesAsync(Path.Join(two, "blue"), [], TestContext.Current.CancellationToken);

        Assert.Equal("Added blue", await event2);
    }

    [Fact]
    public async Task After_an_overflow_the_differences_are_found_by_a_fresh_look()
    {
        var notifier = new StagedNotifier();
        using var files = new WatchedFiles(() => notifier);
        files.Make("stays");
        files.Make("goes");
        await using var reader = new EventReader(files.Watcher);
        Assert.Equal(["Added goes", "Added stays"], await reader.NextAsync(2));

        files.Make("comes");
        files.Delete("goes");
        notifier.Overflow();

        List<string> events = [];
        while (!events.Contains("Resync"))
            events.Add(await reader.NextAsync());
        // A change of some mount elsewhere may have shown the files before the overflow did.
        if (events.Count == 1)
            events.AddRange(await reader.NextAsync(2));
        Assert.Equal(["Added comes", "Removed goes"], events.Where(e => e != "Resync").Order());
    }

    [Fact]
    public async Task After_an_overflow_no_mount_is_trusted_and_deleted_names_are_passed_on()
    {
        var notifier = new StagedNotifier();
        var look = new Mock<INamespaceLook>();
        var looks = new List<(string Deleted, bool TrustMounts)>();
        look.Setup(l => l.Take(It.IsAny<IReadOnlyDictionary<string, WatchedName>>(), It.IsAny<IReadOnlySet<string>>(), It.IsAny<bool>()))
            .Returns((IReadOnlyDictionary<string, WatchedName> known, IReadOnlySet<string> deleted, bool trust) =>
            {
                looks.Add((string.Join(' ', deleted), trust));
                return new Dictionary<string, WatchedName> { [$"look{looks.Count}"] = WatchedName.Named };
            });
        using var files = new WatchedFiles(() => notifier, (_, _) => look.Object);
        await using (var reader = new EventReader(files.Watcher))
        {
            await reader.NextAsync();
            notifier.Say(new InotifyEvent(1, Interop.IN_DELETE, "red"));
            notifier.Overflow();
            while (await reader.NextAsync() != "Resync")
            {
                // Looks that changes of other mounts caused.
            }
        }

        Assert.Contains(looks, l => l.TrustMounts);
        Assert.Contains(looks, l => !l.TrustMounts);
        Assert.Contains(looks, l => l.Deleted == "red");
    }

    [Fact]
    public async Task Many_watchers_share_one_thread_and_each_begins_with_what_is_there()
    {
        using var files = new WatchedFiles();
        files.Make("red");
        await using var first = new EventReader(files.Watcher);
        await using var second = new EventReader(files.Watcher);
        await using var third = new EventReader(files.WatcherOf("netns/../netns"));
        Assert.Equal("Added red", await first.NextAsync());
        files.Make("blue");
        Assert.Equal("Added blue", await first.NextAsync());
        Assert.Equal(["Added blue", "Added red"], await second.NextAsync(2));
        Assert.Equal(["Added blue", "Added red"], await third.NextAsync(2));
        files.Delete("red");
        foreach (EventReader reader in (EventReader[])[first, second, third])
            Assert.Equal("Removed red", await reader.NextAsync());

        Assert.Equal(1, files.Threads);
    }

    [Fact]
    public async Task The_thread_and_its_notifier_end_with_the_last_enumeration_and_begin_anew_with_the_next()
    {
        var notifiers = new List<StagedNotifier>();
        using var files = new WatchedFiles(() =>
        {
            notifiers.Add(new StagedNotifier());
            return notifiers[^1];
        });
        files.Make("red");
        for (int i = 1; i <= 5; i++)
        {
            await using (var other = new EventReader(files.Watcher))
            {
                await other.NextAsync();
                await foreach (NamespaceEvent e in files.Watcher.WatchAsync(TestContext.Current.CancellationToken))
                {
                    Assert.Equal("red", e.Name);
                    break; // the reader loses interest
                }

                Assert.False(notifiers[^1].IsDisposed);
            }

            Assert.Equal(i, notifiers.Count);
            Assert.All(notifiers, notifier => Assert.True(notifier.IsDisposed));
        }

        Assert.True(SpinWait.SpinUntil(() => files.Threads == 0, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_up_nobody_and_misses_nothing()
    {
        using var files = new WatchedFiles();
        await using var slow = new EventReader(files.Watcher);
        Task<string> first = slow.NextAsync();
        await using var reader = new EventReader(files.Watcher);
        for (int i = 0; i < 200; i++)
        {
            files.Make($"n{i}");
            Assert.Equal($"Added n{i}", await reader.NextAsync());
        }

        Assert.Equal("Added n0", await first);
        Assert.Equal(Enumerable.Range(1, 199).Select(i => $"Added n{i}"), await slow.NextAsync(199));
    }

    [Fact]
    public async Task The_readers_code_does_not_run_on_the_watching_thread()
    {
        using var files = new WatchedFiles();
        var threads = new List<string?>();
        await RecordThreadsAsync(files, threads);

        Assert.Equal(20, threads.Count);
        Assert.DoesNotContain(files.ThreadName, threads);
    }

    [Fact]
    public async Task Cancelling_ends_an_enumeration_that_waits()
    {
        using var files = new WatchedFiles();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using IAsyncEnumerator<NamespaceEvent> events = files.Watcher.WatchAsync(cancel.Token).GetAsyncEnumerator(CancellationToken.None);
        ValueTask<bool> next = events.MoveNextAsync();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        Assert.True(SpinWait.SpinUntil(() => files.Threads == 0, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task No_notifier_is_an_error_of_the_enumeration_and_the_next_one_may_succeed()
    {
        bool refuse = true;
        using var files = new WatchedFiles(() => refuse ? throw Interop.Error(Errno.EMFILE, "inotify_init1") : new InotifyQueue());
        files.Make("red");
        await using (var reader = new EventReader(files.Watcher))
        {
            NetworkNamespaceException e = await Assert.ThrowsAsync<NetworkNamespaceException>(reader.NextAsync);
            Assert.Equal(Errno.EMFILE, e.Errno);
        }

        refuse = false;
        await using var second = new EventReader(files.Watcher);
        Assert.Equal("Added red", await second.NextAsync());
    }

    /// <summary>It is started by a work item of the pool, where nobody would catch the error.</summary>
    [Fact]
    public async Task A_thread_that_cannot_be_had_is_an_error_and_later_ones_are_had()
    {
        bool refuse = true;
        var seams = new WatchSeams();
        var hub = new WatchHub(seams with
        {
            StartThread = (name, body, stack) =>
            {
                if (refuse)
                    throw Interop.Error(NamespaceError.LimitReached, Errno.EAGAIN, "clone", name, "no thread can be started");
                seams.StartThread(name, body, stack);
            },
        });
        using var files = new WatchedFiles();
        var watcher = new NamespaceWatcher(new LinuxNetnsOptions { RunDirectory = files.Directory }, hub);
        await using (var reader = new EventReader(watcher))
            Assert.Equal(NamespaceError.LimitReached, (await Assert.ThrowsAsync<NetworkNamespaceException>(reader.NextAsync)).Reason);

        refuse = false;
        File.WriteAllBytes(Path.Join(files.Directory, "red"), []);
        await using var second = new EventReader(watcher);
        Assert.Equal("Added red", await second.NextAsync());
    }

    [Fact]
    public async Task Too_many_watches_is_an_error_that_names_the_limit()
    {
        using var files = new WatchedFiles(() => new StagedNotifier { Refusal = Errno.ENOSPC });
        await using var reader = new EventReader(files.Watcher);

        NetworkNamespaceException e = await Assert.ThrowsAsync<NetworkNamespaceException>(reader.NextAsync);

        Assert.Equal(NamespaceError.LimitReached, e.Reason);
        Assert.Contains("fs.inotify.max_user_watches", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_directory_that_cannot_be_watched_does_not_end_the_others()
    {
        var look = new Mock<INamespaceLook>();
        look.Setup(l => l.Take(It.IsAny<IReadOnlyDictionary<string, WatchedName>>(), It.IsAny<IReadOnlySet<string>>(), It.IsAny<bool>())).Throws(() => Interop.Error(Errno.EACCES, "open", "x"));
        using var files = new WatchedFiles(openLook: (directory, destruction) => directory.EndsWith("/denied", StringComparison.Ordinal) ? look.Object : new NamespaceLook(directory, destruction));
        Directory.CreateDirectory(Path.Join(Path.GetDirectoryName(files.Directory), "denied"));
        files.Make("red");
        await using var reader = new EventReader(files.Watcher);
        Assert.Equal("Added red", await reader.NextAsync());
        await using (var denied = new EventReader(files.WatcherOf("denied")))
            Assert.Equal(NamespaceError.NotPermitted, (await Assert.ThrowsAsync<NetworkNamespaceException>(denied.NextAsync)).Reason);

        files.Make("blue");
        Assert.Equal("Added blue", await reader.NextAsync());
    }

    [Fact]
    public void A_directory_that_is_no_absolute_path_is_refused() =>
        Assert.Throws<ArgumentException>(() => new NamespaceWatcher(new LinuxNetnsOptions { RunDirectory = "netns" }));

    private static async Task RecordThreadsAsync(WatchedFiles files, List<string?> threads)
    {
        await using IAsyncEnumerator<NamespaceEvent> events = files.Watcher.WatchAsync().GetAsyncEnumerator();
        for (int i = 0; i < 20; i++)
        {
            ValueTask<bool> next = events.MoveNextAsync();
            files.Make($"n{i}");
            await next.ConfigureAwait(false);
            threads.Add(Thread.CurrentThread.Name);
        }
    }

    /// <summary>Returns when the watchers that were started before have looked: one thread serves them in order.</summary>
    private static async Task ArmAsync(WatchedFiles files)
    {
        await using var reader = new EventReader(files.Watcher);
        await reader.NextAsync();
    }
}
