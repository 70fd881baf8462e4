using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

/// <summary>What others do to the same names at the worst moment, and steps that fail after others have been taken.</summary>
public sealed class RegistryRaceTests : IDisposable
{
    private readonly TestRegistry _test;
    private readonly FaultyKernel _kernel = new();
    private readonly NamespaceRegistry _faulty;

    public RegistryRaceTests()
    {
        TestPrivilege.Require();
        _test = new TestRegistry();
        _faulty = new NamespaceRegistry(_test.Options, _kernel, scanner: null, logger: null);
    }

    public void Dispose() => _test.Dispose();

    [Fact]
    public void An_add_whose_bind_fails_leaves_the_namespace_that_another_has_put_there_meanwhile()
    {
        NetworkNamespace? others = null;
        _kernel.Answer = (call, path) =>
        {
            if (call != "bind")
                return null;
            File.Delete(path);
            others = _test.Registry.Add("red");
            return Errno.ENOMEM;
        };

        Assert.Equal(Errno.ENOMEM, Assert.Throws<NetworkNamespaceException>(() => _faulty.Add("red")).Errno);

        using (others)
        using (NetworkNamespace still = _test.Registry.Open("red"))
            Assert.Equal(others, still);
    }

    [Fact]
    public void An_add_whose_placeholder_was_deleted_leaves_the_placeholder_of_the_next_add()
    {
        _kernel.Answer = (call, path) =>
        {
            if (call != "bind")
                return null;
            File.Delete(path);
            File.WriteAllBytes(path, []);
            return Errno.ENOENT;
        };

        Assert.Throws<NetworkNamespaceException>(() => _faulty.Add("red"));

        Assert.True(File.Exists(_test.PathOf("red")));
    }

    [Fact]
    public void Open_or_add_tries_again_when_its_placeholder_is_deleted()
    {
        bool once = false;
        _kernel.Answer = (call, path) =>
        {
            if (call != "bind" || once)
                return null;
            once = true;
            File.Delete(path);
            return Errno.ENOENT;
        };

        using NetworkNamespace red = _faulty.OpenOrAdd("red");
        using NetworkNamespace opened = _test.Registry.Open("red");
        Assert.Equal(red, opened);
    }

    [Fact]
    public async Task Open_or_add_waits_for_an_add_that_is_under_way()
    {
        using NetworkNamespace others = NetworkNamespace.CreateAnonymous();
        Directory.CreateDirectory(_test.RunDirectory);
        string path = _test.PathOf("red");
        File.WriteAllBytes(path, []);
        Task<NamespaceId> opening = Task.Run(() =>
        {
            using NetworkNamespace ns = _test.Registry.OpenOrAdd("red");
            return ns.Id;
        }, TestContext.Current.CancellationToken);
        Assert.NotSame(opening, await Task.WhenAny(opening, Task.Delay(50, TestContext.Current.CancellationToken)));

        Assert.Equal(Errno.None, RegistryKernel.Instance.BindNamespace(others.Handle, path));

        Assert.Equal(others.Id, await opening.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Open_or_add_gives_up_on_what_will_never_be_a_namespace()
    {
        Directory.CreateDirectory(_test.RunDirectory);
        File.CreateSymbolicLink(_test.PathOf("dangling"), "/proc/0/ns/net");
        File.WriteAllBytes(_test.PathOf("leftover"), []);
        File.WriteAllText(_test.PathOf("foreign"), "hello");

        foreach (string name in (string[])["dangling", "leftover", "foreign"])
        {
            Task<NetworkNamespace> opening = Task.Run(() => _test.Registry.OpenOrAdd(name), TestContext.Current.CancellationToken);
            NetworkNamespaceException e = await Assert.ThrowsAsync<NetworkNamespaceException>(() => opening.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            Assert.Equal(NamespaceError.NotANetworkNamespace, e.Reason);
        }
    }

    [Fact]
    public void A_rename_that_cannot_remove_the_old_name_puts_the_namespace_back()
    {
        using NetworkNamespace red = _test.Registry.Add("red");
        _kernel.Answer = (call, path) => call == "unlink" && path == _test.PathOf("red") ? Errno.EPERM : null;

        Assert.Equal(Errno.EPERM, Assert.Throws<NetworkNamespaceException>(() => _faulty.Rename("red", "blue")).Errno);

        NamespaceEntry entry = Assert.Single(_test.Registry.List());
        Assert.Equal(("red", NamespaceEntryState.Live, red.Id), (entry.Name, entry.State, entry.Id!.Value));
    }

    [Fact]
    public void A_replacement_that_cannot_be_bound_puts_the_old_namespace_back()
    {
        using NetworkNamespace red = _test.Registry.Add("red");
        using NetworkNamespace next = NetworkNamespace.CreateAnonymous();
        bool once = false;
        _kernel.Answer = (call, _) => call == "bind" && !once && (once = true) ? Errno.ENOSPC : null;

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => _faulty.Replace("red", next.Handle));

        Assert.Contains("fs.mount-max", e.Message, StringComparison.Ordinal);
        using NetworkNamespace still = _test.Registry.Open("red");
        Assert.Equal(red, still);
    }

    [Fact]
    public void Replacing_a_link_does_not_mount_over_what_it_leads_to()
    {
        using var elsewhere = new TestRegistry();
        using NetworkNamespace target = elsewhere.Registry.Add("target");
        using NetworkNamespace next = NetworkNamespace.CreateAnonymous();
        Directory.CreateDirectory(_test.RunDirectory);
        File.CreateSymbolicLink(_test.PathOf("link"), elsewhere.PathOf("target"));

        Assert.Throws<NetworkNamespaceException>(() => _test.Registry.Replace("link", next.Handle));

        using NetworkNamespace still = elsewhere.Registry.Open("target");
        Assert.Equal(target, still);
    }

    [Fact]
    public async Task Repair_leaves_an_add_that_is_under_way()
    {
        using NetworkNamespace others = NetworkNamespace.CreateAnonymous();
        Directory.CreateDirectory(_test.RunDirectory);
        string path = _test.PathOf("red");
        File.WriteAllBytes(path, []);
        // A thread of its own: the pool of a busy machine may have none to spare until it is too late.
        Task adding = Task.Factory.StartNew(
            () =>
            {
                Thread.Sleep(400);
                RegistryKernel.Instance.BindNamespace(others.Handle, path);
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        NamespaceFinding finding = Assert.Single(_test.Registry.Repair());

        await adding;
        Assert.True(finding.Repaired);
        using NetworkNamespace now = _test.Registry.Open("red");
        Assert.Equal(others, now);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Repair_spares_what_is_somebody_elses_by_now(bool dangling)
    {
        Directory.CreateDirectory(_test.RunDirectory);
        string[] paths = [_test.PathOf("one"), _test.PathOf("two")];
        foreach (string path in paths)
        {
            if (dangling)
                File.CreateSymbolicLink(path, "/proc/0/ns/net");
            else
                File.WriteAllBytes(path, []);
        }

        // Whichever is mended first: by then the other one is a file of somebody else's.
        _kernel.Answer = (call, path) =>
        {
            if (call == "unlink")
            {
                string other = paths.Single(p => p != path);
                File.Delete(other);
                File.WriteAllText(other, "precious");
            }

            return null;
        };

        IReadOnlyList<NamespaceFinding> findings = _faulty.Repair();

        Assert.Single(findings, f => f.Repaired);
        NamespaceFinding spared = Assert.Single(findings, f => !f.Repaired);
        Assert.Equal("precious", File.ReadAllText(_test.PathOf(spared.Name)));
    }

    [Fact]
    public void A_mark_is_not_written_through_a_link()
    {
        using NetworkNamespace red = _test.Registry.Add("red");
        _test.Registry.SetAdministrativeState("red", AdministrativeState.Down);
        string mark = Assert.Single(Directory.GetFiles(_test.RunDirectory + ".down"));
        string precious = Path.Join(Path.GetDirectoryName(_test.RunDirectory), "precious");
        File.WriteAllText(precious, "kept");
        File.Delete(mark);
        File.CreateSymbolicLink(mark, precious);

        _test.Registry.SetAdministrativeState("red", AdministrativeState.Down);

        Assert.Equal("kept", File.ReadAllText(precious));
    }

    [Fact]
    public void A_mark_that_cannot_be_written_is_a_typed_error()
    {
        _test.Registry.Add("red").Dispose();
        File.WriteAllText(_test.RunDirectory + ".down", "in the way");

        Assert.Throws<NetworkNamespaceException>(() => _test.Registry.SetAdministrativeState("red", AdministrativeState.Down));
    }

    [Fact]
    public void A_directory_that_was_deleted_below_its_mount_is_an_error_and_no_endless_loop()
    {
        TestPrivilege.Require();
        string below = Directory.CreateTempSubdirectory("lnx-below-").FullName, above = Directory.CreateTempSubdirectory("lnx-above-").FullName;
        Assert.Equal(0, Interop.Mount(below, above, "none", Interop.MS_BIND, 0));
        Directory.Delete(below);
        try
        {
            Assert.Equal(NamespaceError.NotFound, Assert.Throws<NetworkNamespaceException>(() => new NamespaceRegistry(above).OpenOrAdd("red")).Reason);
        }
        finally
        {
            Assert.Equal(0, Interop.Umount2(above, Interop.MNT_DETACH));
            Directory.Delete(above);
        }
    }
}
