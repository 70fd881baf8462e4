namespace LinuxNetns.IntegrationTests;

/// <summary>Registries in directories that somebody else has set up, in other ways.</summary>
public sealed class RegistryMountLayoutTests : IDisposable
{
    private readonly TestRegistry _test;
    private readonly string _parent;

    public RegistryMountLayoutTests()
    {
        TestPrivilege.Require();
        _test = new TestRegistry();
        _parent = Path.GetDirectoryName(_test.RunDirectory)!;
    }

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Where_the_parent_is_shared_the_copies_that_ip_leaves_below_are_no_double_mounts()
    {
        // As ip netns add finds /run under systemd, and leaves it: the directory joins its parent's peer group, and every name is mounted in both.
        Mount("none", _parent, "tmpfs", 0);
        Mount("", _parent, null, Interop.MS_SHARED);
        Directory.CreateDirectory(_test.RunDirectory);
        Mount(_test.RunDirectory, _test.RunDirectory, null, Interop.MS_BIND | Interop.MS_REC);
        Mount("", _test.RunDirectory, null, Interop.MS_SHARED | Interop.MS_REC);
        using NetworkNamespace red = _test.Registry.Add("red");
        Assert.Equal(2, MountInfo.Read().Count(m => m.MountPoint == _test.PathOf("red")));

        Assert.Equal(NamespaceEntryState.Live, Assert.Single(_test.Registry.List()).State);
        Assert.Empty(_test.Registry.Repair());

        using NetworkNamespace still = _test.Registry.Open("red");
        Assert.Equal(red, still);
    }

    private static void Mount(string source, string target, string? type, nuint flags) => Assert.Equal(0, Interop.Mount(source, target, type, flags, 0));
}
