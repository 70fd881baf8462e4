using System.Diagnostics;

using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

public sealed class RegistryTests : IDisposable
{
    private readonly TestRegistry _test;

    public RegistryTests()
    {
        TestPrivilege.Require();
        _test = new TestRegistry();
    }

    private NamespaceRegistry Registry => _test.Registry;

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_namespace_that_was_added_is_listed_and_can_be_opened()
    {
        using NetworkNamespace red = Registry.Add("red");
        using NetworkNamespace again = Registry.Open("red");

        Assert.Equal(red, again);
        Assert.True(red == again);
        Assert.Equal(red.GetHashCode(), again.GetHashCode());
        NamespaceEntry entry = Assert.Single(Registry.List());
        Assert.Equal(("red", NamespaceEntryState.Live, red.Id, true), (entry.Name, entry.State, entry.Id!.Value, entry.IsUsable));
        Assert.Equal("red", again.Name);
    }

    [Fact]
    public void A_new_namespace_is_not_the_callers_and_the_caller_has_not_moved()
    {
        string before = new FileInfo("/proc/thread-self/ns/net").LinkTarget!;
        using NetworkNamespace red = Registry.Add("red");
        using NetworkNamespace current = NetworkNamespace.OpenCurrent();

        Assert.NotEqual(current, red);
        Assert.Equal(before, new FileInfo("/proc/thread-self/ns/net").LinkTarget);
        Assert.Equal(before, current.Id.ToString());
    }

    [Fact]
    public void A_namespace_outlives_the_handle_that_added_it()
    {
        NamespaceId id;
        using (NetworkNamespace red = Registry.Add("red"))
            id = red.Id;

        using NetworkNamespace again = Registry.Open("red");
        Assert.Equal(id, again.Id);
    }

    [Fact]
    public void A_name_is_added_once()
    {
        using NetworkNamespace red = Registry.Add("red");

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => Registry.Add("red"));

        Assert.Equal((NamespaceError.AlreadyExists, Errno.EEXIST), (e.Reason, e.Errno));
        using NetworkNamespace still = Registry.Open("red");
        Assert.Equal(red, still);
    }

    [Fact]
    public async Task Sixteen_threads_that_open_or_add_one_name_get_one_namespace()
    {
        using var start = new Barrier(16);
        var ids = new NamespaceId[16];
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                using NetworkNamespace ns = Registry.OpenOrAdd("shared");
                ids[i] = ns.Id;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Single(ids.Distinct());
        Assert.NotEqual(default, ids[0]);
        Assert.Equal(NamespaceEntryState.Live, Assert.Single(Registry.List()).State);
    }

    [Fact]
    public void Deleting_takes_the_name_and_leaves_the_namespace_to_its_users()
    {
        using NetworkNamespace red = Registry.Add("red");

        NamespaceDeletion deletion = Registry.Delete("red");

        Assert.Equal((red.Id, false), (deletion.Id!.Value, deletion.Destroyed));
        Assert.Empty(Registry.List());
        Assert.False(File.Exists(_test.PathOf("red")));
        Assert.Equal("lo", Assert.Single(red.Links.List()).Name);
    }

    [Fact]
    public void Deleting_what_is_not_there_says_so()
    {
        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => Registry.Delete("nobody"));

        Assert.Equal((NamespaceError.NotFound, Errno.ENOENT, _test.PathOf("nobody")), (e.Reason, e.Errno, e.Path));
    }

    [Fact]
    public async Task Waiting_for_the_end_of_a_namespace_ends_with_its_last_user()
    {
        NetworkNamespace red = Registry.Add("red");
        Task<NamespaceDeletion> deletion = Registry.DeleteAsync("red", new NamespaceDeleteOptions { WaitUntilDestroyed = true }, TestContext.Current.CancellationToken);
        await Until(() => !File.Exists(_test.PathOf("red")));
        Assert.False(deletion.IsCompleted);

        red.Dispose();

        Assert.True((await deletion).Destroyed);
    }

    [Fact]
    public void A_wait_that_runs_out_names_the_holder()
    {
        using NetworkNamespace red = Registry.Add("red");
        using Process sleeper = Inside("red", "sleep", "1000");
        try
        {
            NamespaceInUseException e = Assert.Throws<NamespaceInUseException>(() =>
                Registry.Delete("red", new NamespaceDeleteOptions { WaitUntilDestroyed = true, Timeout = TimeSpan.FromMilliseconds(50) }));

            Assert.Equal(NamespaceError.TimedOut, e.Reason);
            Assert.Contains(e.Holders, h => h.Kind == NamespaceHolderKind.Process && h.ProcessId == sleeper.Id);
            Assert.Contains($"process {sleeper.Id} (sleep)", e.Message, StringComparison.Ordinal);
        }
        finally
        {
            sleeper.Kill();
            sleeper.WaitForExit();
        }
    }

    [Fact]
    public async Task A_wait_can_be_cancelled()
    {
        using NetworkNamespace red = Registry.Add("red");
        using var cancel = new CancellationTokenSource();
        Task<NamespaceDeletion> deletion = Registry.DeleteAsync(
            "red",
            new NamespaceDeleteOptions { WaitUntilDestroyed = true, Timeout = Timeout.InfiniteTimeSpan },
            cancel.Token);
        await Until(() => !File.Exists(_test.PathOf("red")));

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => deletion);
    }

    [Fact]
    public void A_namespace_in_use_can_be_refused()
    {
        Registry.Add("red").Dispose();
        using Process sleeper = Inside("red", "sleep", "1000");
        try
        {
            NamespaceInUseException e = Assert.Throws<NamespaceInUseException>(() => Registry.Delete("red", new NamespaceDeleteOptions { RefuseWhileInUse = true }));

            Assert.Equal(NamespaceError.InUse, e.Reason);
            Assert.Equal(sleeper.Id, Assert.Single(e.Holders).ProcessId);
            Assert.True(Registry.Contains("red"));
        }
        finally
        {
            sleeper.Kill();
            sleeper.WaitForExit();
        }

        Registry.Delete("red", new NamespaceDeleteOptions { RefuseWhileInUse = true });
        Assert.False(Registry.Contains("red"));
    }

    [Fact]
    public void Deleting_everything_gives_a_result_for_each()
    {
        Registry.Add("red").Dispose();
        Registry.Add("blue").Dispose();
        Directory.CreateDirectory(_test.PathOf("foreign"));

        IReadOnlyList<NamespaceResult> results = Registry.DeleteAll();

        Assert.Equal(["blue", "foreign", "red"], results.Select(r => r.Name).Order());
        Assert.Equal(["foreign"], results.Where(r => !r.Succeeded).Select(r => r.Name));
        Assert.Equal(["foreign"], Registry.List().Select(e => e.Name));
    }

    [Fact]
    public void A_process_is_attached_by_its_number()
    {
        using NetworkNamespace anonymous = NetworkNamespace.CreateAnonymous();
        Registry.Attach("first", anonymous.Handle).Dispose();
        using Process sleeper = Inside("first", "sleep", "1000");
        try
        {
            using NetworkNamespace attached = Registry.Attach("second", sleeper.Id);

            Assert.Equal(anonymous, attached);
            Assert.Equal(["first", "second"], Registry.Identify(sleeper.Id).Order());
        }
        finally
        {
            sleeper.Kill();
            sleeper.WaitForExit();
        }
    }

    [Fact]
    public void A_process_that_has_ended_cannot_be_attached_and_leaves_no_name()
    {
        using Process ended = Process.Start("true");
        ended.WaitForExit();

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => Registry.Attach("ghost", ended.Id));

        Assert.Equal(NamespaceError.ProcessGone, e.Reason);
        Assert.Empty(Registry.List());
    }

    [Fact]
    public void A_file_that_is_no_network_namespace_cannot_be_attached_and_leaves_no_name()
    {
        foreach (string path in (string[])["/proc/self/ns/uts", "/etc/passwd", "/dev/null", "/"])
        {
            NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => Registry.Attach("odd", path));
            Assert.Equal(NamespaceError.NotANetworkNamespace, e.Reason);
        }

        Assert.Empty(Registry.List());
    }

    [Fact]
    public void Renaming_keeps_the_namespace_its_users_and_its_mark()
    {
        using NetworkNamespace green = Registry.Add("green");
        Registry.SetAdministrativeState("green", AdministrativeState.Down);

        Registry.Rename("green", "lime");

        NamespaceEntry entry = Assert.Single(Registry.List());
        Assert.Equal(("lime", green.Id, AdministrativeState.Down), (entry.Name, entry.Id!.Value, entry.AdministrativeState));
        Registry.SetAdministrativeState("lime", AdministrativeState.Up);
        Assert.Equal(AdministrativeState.Up, Assert.Single(Registry.List()).AdministrativeState);
    }

    [Fact]
    public void Renaming_onto_a_name_that_is_taken_changes_nothing()
    {
        using NetworkNamespace red = Registry.Add("red");
        using NetworkNamespace blue = Registry.Add("blue");

        Assert.Equal(NamespaceError.AlreadyExists, Assert.Throws<NetworkNamespaceException>(() => Registry.Rename("red", "blue")).Reason);
        Assert.Equal(NamespaceError.NotFound, Assert.Throws<NetworkNamespaceException>(() => Registry.Rename("nobody", "new")).Reason);

        Assert.Equal(["red"], Registry.Identify(red));
        Assert.Equal(["blue"], Registry.Identify(blue));
        Assert.False(Registry.Contains("new"));
    }

    [Fact]
    public void A_mark_does_not_pass_to_the_next_namespace_of_the_name()
    {
        Registry.Add("red").Dispose();
        Registry.SetAdministrativeState("red", AdministrativeState.Down);
        Registry.Delete("red");

        Registry.Add("red").Dispose();

        Assert.Equal(AdministrativeState.Up, Assert.Single(Registry.List()).AdministrativeState);
    }

    [Fact]
    public void Replacing_lets_the_name_stand_for_the_other_namespace()
    {
        using NetworkNamespace old = Registry.Add("red");
        using NetworkNamespace next = NetworkNamespace.CreateAnonymous();

        Registry.Replace("red", next.Handle);

        using NetworkNamespace now = Registry.Open("red");
        Assert.Equal(next, now);
        Assert.Empty(Registry.Identify(old));
        Assert.Equal(NamespaceEntryState.Live, Assert.Single(Registry.List()).State);
    }

    [Fact]
    public void Every_kind_of_entry_is_listed_by_its_state()
    {
        Registry.Add("live").Dispose();
        Registry.Add("double").Dispose();
        Mount(_test.PathOf("live"), _test.PathOf("double"));
        File.WriteAllBytes(_test.PathOf("placeholder"), []);
        File.WriteAllText(_test.PathOf("foreign"), "hello");
        Directory.CreateDirectory(_test.PathOf("directory"));
        File.CreateSymbolicLink(_test.PathOf("dangling"), "/proc/0/ns/net");
        File.CreateSymbolicLink(_test.PathOf("link"), "/proc/self/ns/net");
        File.WriteAllBytes(_test.PathOf("uts"), []);
        Mount("/proc/self/ns/uts", _test.PathOf("uts"));

        Dictionary<string, NamespaceEntryState> states = Registry.List().ToDictionary(e => e.Name, e => e.State);

        Assert.Equal(
            new Dictionary<string, NamespaceEntryState>
            {
                ["live"] = NamespaceEntryState.Live,
                ["link"] = NamespaceEntryState.Live,
                ["double"] = NamespaceEntryState.DoubleMounted,
                ["placeholder"] = NamespaceEntryState.Placeholder,
                ["foreign"] = NamespaceEntryState.Foreign,
                ["directory"] = NamespaceEntryState.Foreign,
                ["uts"] = NamespaceEntryState.Foreign,
                ["dangling"] = NamespaceEntryState.Dangling,
            },
            states);
        Assert.All(states.Where(s => s.Value is not (NamespaceEntryState.Live or NamespaceEntryState.DoubleMounted)), s => Assert.False(Registry.Contains(s.Key)));
    }

    [Fact]
    public void What_was_mounted_over_is_reported_as_shadowed_and_left_alone()
    {
        Registry.Add("below").Dispose();
        string copy = Directory.CreateTempSubdirectory("lnx-cover-").FullName;
        File.WriteAllBytes(Path.Join(copy, "below"), []);
        Assert.Equal(0, Interop.Mount(copy, _test.RunDirectory, "none", Interop.MS_BIND, 0));

        Assert.Equal(NamespaceEntryState.Shadowed, Assert.Single(Registry.List()).State);
        NamespaceFinding finding = Assert.Single(Registry.Repair());
        Assert.Equal((NamespaceEntryState.Shadowed, false), (finding.State!.Value, finding.Repaired));

        File.Delete(Path.Join(copy, "below"));
        Assert.Equal("below", Assert.Single(Registry.Examine()).Name);
        Assert.Equal(0, Interop.Umount2(_test.RunDirectory, Interop.MNT_DETACH));
        Directory.Delete(copy);
        Assert.Equal(NamespaceEntryState.Live, Assert.Single(Registry.List()).State);
    }

    [Fact]
    public void Repair_mends_what_is_safe_and_only_that()
    {
        using NetworkNamespace twice = Registry.Add("double");
        Mount(_test.PathOf("double"), _test.PathOf("double"));
        File.WriteAllBytes(_test.PathOf("placeholder"), []);
        File.CreateSymbolicLink(_test.PathOf("dangling"), "/proc/0/ns/net");
        File.WriteAllText(_test.PathOf("foreign"), "hello");
        Assert.Equal(4, Registry.Examine().Count);
        Assert.All(Registry.Examine(), f => Assert.False(f.Repaired));

        IReadOnlyList<NamespaceFinding> findings = Registry.Repair();

        Assert.Equal(["dangling", "double", "placeholder"], findings.Where(f => f.Repaired).Select(f => f.Name).Order());
        Assert.Equal(["foreign"], Registry.Examine().Select(f => f.Name));
        Assert.Equal("hello", File.ReadAllText(_test.PathOf("foreign")));
        using NetworkNamespace still = Registry.Open("double");
        Assert.Equal(twice, still);
    }

    [Fact]
    public void Every_alias_is_found()
    {
        using NetworkNamespace red = Registry.Add("red");
        Registry.Attach("rouge", red.Handle).Dispose();
        Registry.Attach("rot", red.Handle).Dispose();

        Assert.Equal(["red", "rot", "rouge"], Registry.Identify(red).Order());
        Registry.Delete("rot");
        Assert.Equal(["red", "rouge"], Registry.Identify(red).Order());
        using NetworkNamespace current = NetworkNamespace.OpenCurrent();
        Assert.Empty(Registry.Identify(current));
    }

    [Fact]
    public void An_alias_that_is_a_link_is_found_as_soon_as_it_is_there()
    {
        using NetworkNamespace current = NetworkNamespace.OpenCurrent();
        Registry.Add("red").Dispose();
        Assert.Empty(Registry.Identify(current));

        File.CreateSymbolicLink(_test.PathOf("here"), "/proc/thread-self/ns/net");
        Assert.Equal(["here"], Registry.Identify(current));
        File.Delete(_test.PathOf("here"));
        Assert.Empty(Registry.Identify(current));
    }

    [Fact]
    public void Identifying_a_known_process_allocates_nothing()
    {
        Registry.Add("red").Dispose();
        using NetworkNamespace current = NetworkNamespace.OpenCurrent();
        Registry.Attach("here", current.Handle).Dispose();
        int self = Environment.ProcessId;

        // The directory's time must be old enough to be trusted, and other tests change the machine's mounts meanwhile: one undisturbed call of many is looked for.
        long least = long.MaxValue;
        SpinWait.SpinUntil(() => (least = Math.Min(least, Allocated(() => Registry.Identify(self)))) == 0, TimeSpan.FromSeconds(20));

        Assert.Equal(["here"], Registry.Identify(self));
        Assert.Equal(0, least);
    }

    [Fact]
    public void A_list_of_no_directory_is_empty()
    {
        Assert.Empty(Registry.List());
        Assert.Empty(Registry.Examine());
        Assert.Empty(Registry.DeleteAll());
        Assert.False(Registry.Contains("red"));
        using NetworkNamespace current = NetworkNamespace.OpenCurrent();
        Assert.Empty(Registry.Identify(current));
    }

    [Fact]
    public void The_directory_is_one_shared_mount_in_a_peer_group_of_its_own_and_every_name_is_mounted_once()
    {
        Registry.Add("red").Dispose();
        Registry.Add("blue").Dispose();

        List<MountInfoEntry> mounts = MountInfo.Read();
        MountInfoEntry directory = Assert.Single(mounts, m => m.MountPoint == _test.RunDirectory);
        Assert.NotEqual(0, directory.PeerGroup);
        Assert.DoesNotContain(mounts, m => m.MountId != directory.MountId && m.PeerGroup == directory.PeerGroup);
        Assert.Single(mounts, m => m.MountPoint == _test.PathOf("red"));
        Assert.Single(mounts, m => m.MountPoint == _test.PathOf("blue"));
    }

    private static long Allocated(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private Process Inside(string name, string command, params string[] arguments)
    {
        Process process = Process.Start("nsenter", [$"--net={_test.PathOf(name)}", command, .. arguments]);
        string comm = $"/proc/{process.Id}/comm";
        SpinWait.SpinUntil(() => File.ReadAllText(comm).Trim() == command, TimeSpan.FromSeconds(20));
        return process;
    }

    private static void Mount(string source, string target) => Assert.Equal(0, Interop.Mount(source, target, "none", Interop.MS_BIND, 0));

    private static async Task Until(Func<bool> condition)
    {
        long deadline = Environment.TickCount64 + 20_000;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < deadline, "The condition did not come true in 20 s.");
            await Task.Yield();
        }
    }
}
