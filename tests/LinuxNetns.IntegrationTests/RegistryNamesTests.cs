using System.Diagnostics;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

/// <summary>Names and directories that are unusual, but possible.</summary>
public sealed class RegistryNamesTests : IDisposable
{
    private readonly TestRegistry _test;

    public RegistryNamesTests()
    {
        TestPrivilege.Require();
        _test = new TestRegistry();
    }

    public void Dispose()
    {
        // The base library cannot remove a name that is not UTF-8.
        if (Directory.Exists(_test.RunDirectory))
        {
            using Process find = Process.Start("find", [_test.RunDirectory, "-xdev", "-type", "f", "-empty", "-perm", "000", "-delete"]);
            find.WaitForExit();
        }

        _test.Dispose();
    }

    [Fact]
    public void A_name_that_is_not_UTF8_is_listed_examined_and_not_said_to_be_deleted()
    {
        using NetworkNamespace red = _test.Registry.Add("red");
        CreateRaw([(byte)'c', (byte)'a', (byte)'f', 0xe9]);

        NamespaceEntry odd = Assert.Single(_test.Registry.List(), e => e.Name != "red");
        Assert.Equal((@"caf\351", NamespaceEntryState.NotUtf8, false), (odd.Name, odd.State, odd.IsUsable));
        Assert.Contains(@"$'caf\351'", Assert.Single(_test.Registry.Examine()).Remedy, StringComparison.Ordinal);
        Assert.Equal(["red"], _test.Registry.Identify(red));

        IReadOnlyList<NamespaceResult> results = _test.Registry.DeleteAll();

        Assert.Equal([(@"caf\351", false), ("red", true)], results.Select(r => (r.Name, r.Succeeded)).Order());
        Assert.Equal(@"caf\351", Assert.Single(_test.Registry.List()).Name);
    }

    [Fact]
    public void A_name_that_is_only_too_long_as_text_does_not_stop_the_others_from_being_deleted()
    {
        _test.Registry.Add("red").Dispose();
        CreateRaw([.. Enumerable.Repeat((byte)0xff, 255)]);

        Assert.Contains(_test.Registry.DeleteAll(), r => r is { Name: "red", Succeeded: true });
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("new\nline")]
    [InlineData("back\\slash")]
    [InlineData("\\040")]
    [InlineData("carriage\rreturn")]
    [InlineData("line\u2028separator")]
    [InlineData("#hash")]
    [InlineData("-dash")]
    [InlineData("größe")]
    public void Every_name_that_is_text_works(string name)
    {
        using NetworkNamespace ns = _test.Registry.Add(name);
        Assert.Equal(Errno.None, RegistryKernel.Instance.BindNamespace(ns.Handle, _test.PathOf(name)));

        Assert.Equal((name, NamespaceEntryState.DoubleMounted), Assert.Single(_test.Registry.List().Select(e => (e.Name, e.State))));
        Assert.True(Assert.Single(_test.Registry.Repair()).Repaired);
        Assert.Equal([name], _test.Registry.Identify(ns));
        Assert.Equal(NamespaceEntryState.Live, Assert.Single(_test.Registry.List()).State);
        _test.Registry.Delete(name);
        Assert.Empty(_test.Registry.List());
    }

    /// <summary>That each name has one mount is asked of listmount(2); whatever does not fit sends the list to mountinfo.</summary>
    [Fact]
    public void One_mount_for_each_name_is_told_from_anything_else()
    {
        // More than one listmount(2) returns.
        string[] names = [.. Enumerable.Range(0, 1100).Select(i => $"n{i}")];
        foreach (string name in names)
            _test.Registry.Attach(name, Environment.ProcessId).Dispose();
        List<ulong> ids = [.. names.Select(MountId)];
        if (ids.Contains(0) || !MountsBelow.Are(_test.RunDirectory, CollectionsMarshal.AsSpan(ids)))
            Assert.Skip("This kernel has no listmount(2): Linux 6.8.");
        Assert.All(_test.Registry.List(), entry => Assert.Equal(NamespaceEntryState.Live, entry.State));

        Assert.False(MountsBelow.Are(_test.RunDirectory, CollectionsMarshal.AsSpan(ids)[1..]));
        Assert.False(MountsBelow.Are(_test.RunDirectory, [.. ids, 1UL]));
        // As many ids as mounts, and yet a mount that no name leads to.
        using NetworkNamespace other = NetworkNamespace.CreateAnonymous();
        Assert.Equal(Errno.None, RegistryKernel.Instance.BindNamespace(other.Handle, _test.PathOf("n7")));
        File.CreateSymbolicLink(_test.PathOf("link"), _test.PathOf("n8"));
        ids = [.. names.Append("link").Select(MountId)];

        Assert.False(MountsBelow.Are(_test.RunDirectory, CollectionsMarshal.AsSpan(ids)));
        Assert.Equal(["n7"], _test.Registry.List().Where(entry => entry.State == NamespaceEntryState.DoubleMounted).Select(entry => entry.Name));
    }

    private ulong MountId(string name)
    {
        NameLook look = NameLook.At(new DirectoryName(name, IsUtf8: true, MayBeLink: false), _test.PathOf(name), inside: false)!.Value;
        look.Handle!.Dispose();
        return look.MountId;
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/.")]
    [InlineData("/../netns")]
    [InlineData("//")]
    public void A_directory_has_one_name_however_it_is_written(string suffix)
    {
        var other = new NamespaceRegistry(_test.RunDirectory + suffix);
        using NetworkNamespace red = other.Add("red");
        other.SetAdministrativeState("red", AdministrativeState.Down);

        Assert.Equal(_test.RunDirectory, other.RunDirectory);
        Assert.Equal(AdministrativeState.Down, Assert.Single(_test.Registry.List()).AdministrativeState);
        Assert.Equal(["red"], other.Identify(red));
    }

    [Fact]
    public void A_directory_behind_links_is_the_same_directory()
    {
        // As /var/run/netns: the link is above, and what it leads to has a link above too.
        string root = Path.GetDirectoryName(_test.RunDirectory)!;
        Directory.CreateSymbolicLink(Path.Join(root, "first"), root);
        Directory.CreateSymbolicLink(Path.Join(root, "second"), "first");
        var linked = new NamespaceRegistry(Path.Join(root, "second", "netns"));
        using NetworkNamespace red = linked.Add("red");
        Assert.Equal(Errno.None, RegistryKernel.Instance.BindNamespace(red.Handle, _test.PathOf("red")));

        Assert.Equal(NamespaceEntryState.DoubleMounted, Assert.Single(linked.List()).State);
        Assert.True(Assert.Single(linked.Repair()).Repaired);
        Assert.Equal(NamespaceEntryState.Live, Assert.Single(linked.List()).State);
        red.Dispose();
        linked.Delete("red", new NamespaceDeleteOptions { RefuseWhileInUse = true });
    }

    [Fact]
    public void A_file_in_the_place_of_the_directory_is_refused_and_not_bound_to_itself()
    {
        File.WriteAllText(_test.RunDirectory, "not a directory");

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => _test.Registry.Add("red"));

        Assert.Equal((Errno.ENOTDIR, _test.RunDirectory), (e.Errno, e.Path));
        Assert.DoesNotContain(MountInfo.Read(), m => m.MountPoint == _test.RunDirectory);
    }

    [Fact]
    public void Options_that_change_afterwards_change_nothing()
    {
        var options = new LinuxNetnsOptions { RunDirectory = _test.RunDirectory, EtcDirectory = "/etc/first" };
        var registry = new NamespaceRegistry(options);
        options.RunDirectory = "/changed";
        options.EtcDirectory = "/changed";

        using NetworkNamespace red = registry.Add("red");

        Assert.Equal((_test.RunDirectory, "/etc/first"), (registry.RunDirectory, red.EtcDirectory));
    }

    [Fact]
    public async Task A_delete_that_was_cancelled_beforehand_deletes_nothing()
    {
        _test.Registry.Add("red").Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _test.Registry.DeleteAsync("red", cancellationToken: new CancellationToken(canceled: true)));
        Task<NamespaceDeletion> failing = _test.Registry.DeleteAsync("nobody", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(NamespaceError.NotFound, (await Assert.ThrowsAsync<NetworkNamespaceException>(() => failing)).Reason);
        Assert.Throws<ArgumentOutOfRangeException>(() => _test.Registry.Delete("red", new NamespaceDeleteOptions { Timeout = TimeSpan.FromSeconds(-5) }));
        Assert.True(_test.Registry.Contains("red"));
    }

    private unsafe void CreateRaw(ReadOnlySpan<byte> name)
    {
        byte[] path = [.. System.Text.Encoding.UTF8.GetBytes(_test.RunDirectory + "/"), .. name, 0];
        fixed (byte* p = path)
        {
            int fd = Interop.RawOpen(p, Interop.O_CREAT | Interop.O_EXCL | Interop.O_CLOEXEC, 0);
            Assert.True(fd >= 0);
            Assert.Equal(0, Interop.Close(fd));
        }
    }
}
