using LinuxNetns.Netlink;

namespace LinuxNetns.Tests;

public sealed class ProcFilesTests : IDisposable
{
    private readonly ProcTree _tree = new();
    private readonly Lazy<IProcessFiles> _files;

    public ProcFilesTests()
    {
        _files = new Lazy<IProcessFiles>(() => new ProcSource(_tree.ProcDirectory).OpenFiles());
    }

    private IProcessFiles Files => _files.Value;

    public void Dispose()
    {
        if (_files.IsValueCreated)
            _files.Value.Dispose();
        _tree.Dispose();
    }

    [Fact]
    public void The_own_number_is_what_self_says()
    {
        _tree.AddLink("self", "4242");

        Assert.Equal(4242, Files.OwnProcessId);
    }

    [Fact]
    public void Without_self_there_is_no_own_number() => Assert.Equal(-1, Files.OwnProcessId);

    [Theory]
    [InlineData("nginx\n", "nginx")]
    [InlineData("(a) b\n", "(a) b")]
    [InlineData("a\nb\n", "a\nb")]
    [InlineData("\n", "")]
    [InlineData("\n\n", "\n")]
    [InlineData("", "")]
    [InlineData("no newline", "no newline")]
    public void A_command_name_may_hold_anything(string content, string command)
    {
        _tree.AddFile("7/comm", System.Text.Encoding.UTF8.GetBytes(content));

        Assert.Equal(command, Files.ReadCommand(7));
    }

    [Fact]
    public void A_command_name_need_not_be_text()
    {
        _tree.AddFile("7/comm", [0xff, (byte)'a', (byte)'\n']);

        Assert.Equal("\ufffda", Files.ReadCommand(7));
    }

    [Fact]
    public void A_process_that_is_gone_has_nothing()
    {
        List<int> numbers = [1];
        List<NamespaceMount> mounts = [default];

        Assert.Null(Files.ReadCommand(7));
        Assert.True(Files.ReadThreads(7, numbers).IsGone());
        Assert.Empty(numbers);
        Assert.True(Files.ReadDescriptors(7, numbers, long.MaxValue).IsGone());
        Assert.True(Files.ReadMounts(7, 7, mounts).IsGone());
        Assert.Empty(mounts);
        Assert.True(Files.ReadNetwork(7, 8, out _).IsGone());
        Assert.True(Files.ReadMountNamespace(7, 7, out _).IsGone());
        Assert.True(Files.ReadDescriptor(7, 3, out _).IsGone());
        Assert.False(Files.SeesWholeTree(7, 7));
    }

    [Fact]
    public void Threads_and_descriptors_are_the_numbers_and_nothing_else()
    {
        foreach (string thread in (string[])["7", "9", "x", "-1"])
            _tree.AddFile($"7/task/{thread}/comm", ""u8);
        foreach (string descriptor in (string[])["0", "255", "a", "+1"])
            _tree.AddLink($"7/fd/{descriptor}", "/dev/null");
        List<int> numbers = [];

        Assert.Equal(Errno.None, Files.ReadThreads(7, numbers));
        Assert.Equal([7, 9], numbers.Order());
        Assert.Equal(Errno.None, Files.ReadDescriptors(7, numbers, long.MaxValue));
        Assert.Equal([0, 255], numbers.Order());
        Assert.Equal(Errno.None, Files.ReadDescriptors(7, numbers, 1));
        Assert.Single(numbers);
        Assert.Equal(Errno.None, Files.ReadDescriptors(7, numbers, 2));
        Assert.Equal([0, 255], numbers.Order());
    }

    [Fact]
    public void Descriptors_are_told_apart_by_their_links()
    {
        _tree.AddLink("7/fd/0", "/dev/null");
        _tree.AddLink("7/fd/1", "socket:[77]");
        _tree.AddLink("7/fd/2", "net:[4026531840]"); // leads nowhere, as one that was closed meanwhile
        _tree.AddLink("7/fd/3", "/" + new string('x', 200) + "/net/tun");

        Assert.Equal(Errno.None, Files.ReadDescriptor(7, 0, out DescriptorTarget nothing));
        Assert.Equal(DescriptorKind.Other, nothing.Kind);
        Assert.Equal(Errno.None, Files.ReadDescriptor(7, 1, out DescriptorTarget socket));
        Assert.Equal(new DescriptorTarget(DescriptorKind.Socket, default, 77), socket);
        Assert.True(Files.ReadDescriptor(7, 2, out _).IsGone());
        Assert.Equal(Errno.None, Files.ReadDescriptor(7, 3, out DescriptorTarget cut));
        Assert.Equal(DescriptorKind.Other, cut.Kind);
    }

    [Fact]
    public void A_threads_own_files_are_read_for_a_thread()
    {
        NamespaceId red = _tree.AddNamespace("red");
        NamespaceId blue = _tree.AddNamespace("blue");
        _tree.AddProcess(7, "red");
        _tree.AddThread(7, 8, "blue");

        Assert.Equal(Errno.None, Files.ReadNetwork(7, 7, out NamespaceId main));
        Assert.Equal(Errno.None, Files.ReadNetwork(7, 8, out NamespaceId other));
        Assert.Equal(red, main);
        Assert.Equal(blue, other);
    }

    [Fact]
    public void Mounts_are_the_network_namespaces_of_the_process()
    {
        string many = string.Concat(Enumerable.Range(0, 500).Select(i => $"{i} 1 0:{i} / /mnt/{i} rw - tmpfs none rw\n"));
        _tree.AddFile("7/mountinfo", System.Text.Encoding.UTF8.GetBytes(
            many + "371 32 0:4 net:[12] /a\\040b rw shared:5 - nsfs nsfs rw\n372 32 0:4 mnt:[13] /c rw - nsfs nsfs rw\nrubbish\n"));
        List<NamespaceMount> mounts = [];

        Assert.Equal(Errno.None, Files.ReadMounts(7, 7, mounts));
        Assert.Equal([new NamespaceMount(new NamespaceId(null, 4, 12), "/a b")], mounts);
    }

    [Fact]
    public void Sockets_are_not_looked_for_by_the_numbers_of_another_process_table()
    {
        _tree.AddLink("self", "1");

        Assert.True(Files.ReadSocketNamespace(Environment.ProcessId, 0, out _).IsUnreadable());
    }

    [Fact]
    public void A_whole_tree_is_seen_from_its_root()
    {
        _tree.AddLink("7/root", "/");
        _tree.AddLink("8/root", "/srv/jail");

        Assert.True(Files.SeesWholeTree(7, 7));
        Assert.False(Files.SeesWholeTree(8, 8));
    }
}
