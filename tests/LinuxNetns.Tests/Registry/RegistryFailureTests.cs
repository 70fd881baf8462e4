using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

using Moq;

namespace LinuxNetns.Tests;

/// <summary>Every step of add fails in turn: what was done before is undone, in reverse, and the exception says which step it was.</summary>
public sealed class RegistryFailureTests
{
    private const string Directory = "/run/made-up";
    private const string Name = Directory + "/red";

    private readonly List<string> _calls = [];
    private readonly Dictionary<string, Errno> _failures = [];
    private readonly NamespaceRegistry _registry;

    public RegistryFailureTests()
    {
        var kernel = new Mock<IRegistryKernel>(MockBehavior.Strict);
        kernel.Setup(k => k.MakeDirectory(It.IsAny<string>())).Returns((string path) => Step($"mkdir {path}"));
        SafeFileHandle? directory = new(-1, ownsHandle: false);
        kernel.Setup(k => k.OpenDirectory(Directory, out directory)).Returns(() => Step($"open {Directory}"));
        kernel.Setup(k => k.Lock(It.IsAny<SafeFileHandle>())).Returns(() => Step("lock"));
        kernel.Setup(k => k.Mount(It.IsAny<string>(), Directory, It.IsAny<nuint>())).Returns((string source, string target, nuint flags) => Step(Describe(source, target, flags)));
        kernel.Setup(k => k.CreatePlaceholder(Name)).Returns(() => Step("create"));
        RawStep step = RawStep.Enter;
        kernel.Setup(k => k.CreateNamespaces(It.IsAny<SafeFileHandle?[]>(), out step)).Returns(() => Step("unshare"));
        kernel.Setup(k => k.Unmount(It.IsAny<string>())).Returns((string path) => Step($"umount {path}"));
        kernel.Setup(k => k.Unlink(It.IsAny<string>())).Returns((string path) => Step($"unlink {path}"));
        _registry = new NamespaceRegistry(new LinuxNetnsOptions { RunDirectory = Directory }, kernel.Object, scanner: null, logger: null);
    }

    [Fact]
    public void A_directory_that_cannot_be_made_stops_everything()
    {
        _failures[$"mkdir {Directory}"] = Errno.EACCES;

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => _registry.Add("red"));

        Assert.Equal((NamespaceError.NotPermitted, Errno.EACCES, "mkdir", Directory), (e.Reason, e.Errno, e.Operation, e.Path));
        Assert.Equal([$"mkdir {Directory}"], _calls);
    }

    [Fact]
    public void A_missing_parent_is_made_first()
    {
        _failures[$"mkdir {Directory}"] = Errno.ENOENT;
        _failures["mkdir /run"] = Errno.EACCES;

        Assert.Throws<NetworkNamespaceException>(() => _registry.Add("red"));

        Assert.Equal([$"mkdir {Directory}", "mkdir /run"], _calls);
    }

    [Fact]
    public void A_directory_that_is_not_a_mount_is_bound_to_itself_and_shared_in_a_peer_group_of_its_own()
    {
        _failures["share"] = Errno.EINVAL;
        _failures["unshare"] = Errno.EPERM;

        Assert.Throws<NetworkNamespaceException>(() => _registry.Add("red"));

        Assert.Equal([$"mkdir {Directory}", $"open {Directory}", "lock", "share", "bind", "private", "share"], _calls.Take(7));
    }

    [Theory]
    [InlineData("private")]
    [InlineData("share 2")]
    public void A_half_made_directory_mount_is_taken_off_again(string failing)
    {
        _failures["share"] = Errno.EINVAL;
        _failures[failing] = Errno.ENOMEM;

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => _registry.Add("red"));

        Assert.Equal(NamespaceError.LimitReached, e.Reason);
        Assert.Equal($"umount {Directory}", _calls[^1]);
        Assert.DoesNotContain("create", _calls);
    }

    [Fact]
    public void A_directory_that_cannot_be_bound_is_left_alone()
    {
        _failures["share"] = Errno.EINVAL;
        _failures["bind"] = Errno.EPERM;

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => _registry.Add("red"));

        Assert.Equal("mount --bind", e.Operation);
        Assert.Contains("CAP_SYS_ADMIN", e.Message, StringComparison.Ordinal);
        Assert.Equal("bind", _calls[^1]);
    }

    [Fact]
    public void A_name_that_is_taken_stays_the_others()
    {
        _failures["create"] = Errno.EEXIST;

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => _registry.Add("red"));

        Assert.Equal((NamespaceError.AlreadyExists, Name), (e.Reason, e.Path));
        Assert.Equal("create", _calls[^1]);
    }

    [Theory]
    [InlineData(Errno.EPERM, NamespaceError.NotPermitted)]
    [InlineData(Errno.ENOSPC, NamespaceError.LimitReached)]
    [InlineData(Errno.ENOMEM, NamespaceError.LimitReached)]
    public void A_namespace_that_cannot_be_made_leaves_no_placeholder(Errno errno, NamespaceError reason)
    {
        _failures["unshare"] = errno;
        _failures[$"umount {Name}"] = Errno.EINVAL;

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => _registry.Add("red"));

        Assert.Equal((reason, errno, "unshare(CLONE_NEWNET)"), (e.Reason, e.Errno, e.Operation));
        Assert.Equal($"unlink {Name}", _calls[^1]);
    }

    [Fact]
    public void At_the_limit_the_message_names_the_sysctl_and_its_value()
    {
        _failures["unshare"] = Errno.ENOSPC;

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => _registry.Add("red"));

        string limit = File.ReadAllText("/proc/sys/user/max_net_namespaces").Trim();
        Assert.Contains($"user.max_net_namespaces is {limit}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_delete_that_cannot_unlink_says_so()
    {
        _failures[$"umount {Name}"] = Errno.EINVAL;
        _failures[$"unlink {Name}"] = Errno.EBUSY;

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => _registry.Delete("red"));

        Assert.Equal((NamespaceError.InUse, Errno.EBUSY, "unlink"), (e.Reason, e.Errno, e.Operation));
        Assert.Equal([$"umount {Name}", $"unlink {Name}"], _calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("/etc/passwd")]
    [InlineData("nul\0")]
    public void A_bad_name_is_refused_before_anything_is_done(string name)
    {
        Assert.Throws<ArgumentException>(() => _registry.Add(name));
        Assert.Throws<ArgumentException>(() => _registry.Delete(name));
        Assert.Throws<ArgumentException>(() => _registry.Open(name));
        Assert.Throws<ArgumentException>(() => _registry.OpenOrAdd(name));
        Assert.Throws<ArgumentException>(() => _registry.Contains(name));
        Assert.Throws<ArgumentException>(() => _registry.Attach(name, 1));
        Assert.Throws<ArgumentException>(() => _registry.Attach(name, "/proc/self/ns/net"));
        Assert.Throws<ArgumentException>(() => _registry.Rename(name, "fine"));
        Assert.Throws<ArgumentException>(() => _registry.Rename("fine", name));
        Assert.Empty(_calls);
    }

    [Fact]
    public void Names_are_measured_in_bytes()
    {
        Assert.True(NamespaceName.IsValid(new string('x', 255)));
        Assert.False(NamespaceName.IsValid(new string('x', 256)));
        Assert.False(NamespaceName.IsValid(new string('ä', 128)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("relative")]
    [InlineData("/with\0nul")]
    public void A_directory_that_is_not_absolute_is_refused(string directory) => Assert.Throws<ArgumentException>(() => new NamespaceRegistry(directory));

    private Errno Step(string call)
    {
        _calls.Add(call);
        if (call == "share" && _calls.Count(c => c == "share") == 2)
            return _failures.GetValueOrDefault("share 2");
        return _failures.GetValueOrDefault(call);
    }

    private static string Describe(string source, string target, nuint flags)
    {
        if ((flags & Interop.MS_BIND) != 0)
            return source == target ? "bind" : $"bind {source}";
        return (flags & Interop.MS_SHARED) != 0 ? "share" : "private";
    }
}
