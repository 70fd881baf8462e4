using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

using Moq;

namespace LinuxNetns.Tests;

public sealed class HolderWalkTests
{
    private static readonly NamespaceId s_here = new(null, 4, 4026531840);
    private static readonly NamespaceId s_there = new(null, 4, 4026532281);

    private readonly Mock<IProcessFiles> _files = FakeFiles.Create();

    [Fact]
    public void Every_kind_of_holder_is_told_with_its_place()
    {
        _files.Threads(20, 20, 21);
        _files.Network(20, 21, s_there);
        _files.Descriptors(20, 3, 4, 5);
        _files.Descriptor(20, 3, default);
        _files.Descriptor(20, 4, new DescriptorTarget(DescriptorKind.Namespace, s_there, 0));
        _files.Descriptor(20, 5, new DescriptorTarget(DescriptorKind.Socket, default, 777));
        _files.Socket(20, 5, s_there);
        _files.MountNamespace(20, 20, 1);
        _files.Mounts(20, 20, new NamespaceMount(s_there, "/run/netns/a b"));
        _files.Setup(f => f.ReadCommand(20)).Returns("sshd");
        _files.Setup(f => f.ReadCommand(10)).Returns("nginx");

        NamespaceHolders found = Find([In(10, s_there), In(20, s_here)]);

        Assert.Equal(0, found.Denied);
        Assert.Equal(
            [
                "process 10 (nginx)", "thread 21 of process 20 (sshd)", "descriptor 4 of process 20 (sshd)", "socket 5 of process 20 (sshd)",
                "mount /run/netns/a b in the mount namespace of process 20 (sshd)",
            ],
            found.Holders.Select(holder => holder.ToString()));
    }

    [Fact]
    public void What_a_process_inside_has_of_its_own_namespace_is_not_told()
    {
        _files.Threads(10, 10, 11);
        _files.Network(10, 11, s_there);
        _files.Descriptors(10, 4, 5);
        _files.Descriptor(10, 4, new DescriptorTarget(DescriptorKind.Namespace, s_there, 0));
        _files.Descriptor(10, 5, new DescriptorTarget(DescriptorKind.Socket, default, 777));
        _files.Socket(10, 5, s_there);

        Assert.Equal(NamespaceHolderKind.Process, Assert.Single(Find([In(10, s_there)]).Holders).Kind);
    }

    [Fact]
    public void A_socket_is_asked_once_and_told_of_every_process_that_shares_it()
    {
        foreach (int id in (int[])[10, 20])
        {
            _files.Descriptors(id, 5);
            _files.Descriptor(id, 5, new DescriptorTarget(DescriptorKind.Socket, default, 777));
            _files.Socket(id, 5, s_there);
        }

        Assert.Equal([10, 20], Find([In(10, s_here), In(20, s_here)]).Holders.Select(holder => holder.ProcessId));
        _files.Verify(f => f.ReadSocketNamespace(It.IsAny<int>(), It.IsAny<int>(), out It.Ref<NamespaceId>.IsAny), Times.Once);
    }

    [Fact]
    public void What_answers_as_a_socket_without_a_number_of_its_own_is_asked_each_time()
    {
        _files.Descriptors(10, 5, 6);
        foreach (int descriptor in (int[])[5, 6])
            _files.Descriptor(10, descriptor, new DescriptorTarget(DescriptorKind.Socket, default, 0));
        _files.Socket(10, 5, s_here);
        _files.Socket(10, 6, s_there);

        Assert.Equal(6, Assert.Single(Find([In(10, s_here)]).Holders).Descriptor);
    }

    [Fact]
    public void A_mount_namespace_is_read_once_through_a_member_that_sees_all_of_it()
    {
        _files.MountNamespace(10, 10, 1, wholeTree: false);
        _files.MountNamespace(20, 20, 1);
        _files.MountNamespace(30, 30, 1);
        _files.Mounts(10, 10);
        _files.Mounts(20, 20, new NamespaceMount(s_there, "/a"), new NamespaceMount(s_here, "/b"));
        _files.Mounts(30, 30, new NamespaceMount(s_there, "/a"));

        NamespaceHolder holder = Assert.Single(Find([In(10, s_here), In(20, s_here), In(30, s_here)]).Holders);

        Assert.Equal(20, holder.ProcessId);
        Assert.Equal("/a", holder.MountPoint);
    }

    [Fact]
    public void A_mount_namespace_is_read_through_the_next_member_if_one_ends()
    {
        _files.MountNamespace(10, 10, 1);
        _files.MountNamespace(20, 20, 1, wholeTree: false);
        _files.Mounts(20, 20, new NamespaceMount(s_there, "/a"));

        Assert.Equal(20, Assert.Single(Find([In(10, s_here), In(20, s_here)]).Holders).ProcessId);
    }

    [Fact]
    public void A_thread_may_have_a_mount_namespace_of_its_own()
    {
        _files.Threads(10, 10, 11);
        _files.Network(10, 11, s_here);
        _files.MountNamespace(10, 10, 1);
        _files.MountNamespace(10, 11, 2);
        _files.Mounts(10, 10);
        _files.Mounts(10, 11, new NamespaceMount(s_there, "/a"));

        Assert.Equal("/a", Assert.Single(Find([In(10, s_here)]).Holders).MountPoint);
    }

    [Fact]
    public void A_process_is_denied_once_however_much_of_it_is_forbidden()
    {
        _files.Threads(10, 10, 11, 12);
        _files.Network(10, 11, default, Errno.EACCES);
        _files.Network(10, 12, default, Errno.EPERM);
        _files.Descriptors(10, 4, 5, 6);
        _files.Descriptor(10, 4, default, Errno.EACCES);
        _files.Descriptor(10, 5, new DescriptorTarget(DescriptorKind.Socket, default, 777));
        _files.Socket(10, 5, default, Errno.EPERM);
        _files.Descriptor(10, 6, new DescriptorTarget(DescriptorKind.Namespace, s_there, 0));

        NamespaceHolders found = Find([In(10, s_here), new ProcessNamespaceReading(1, Errno.EACCES, default)]);

        Assert.Equal(6, Assert.Single(found.Holders).Descriptor); // what can be read is told all the same
        Assert.Equal(2, found.Denied);
    }

    [Fact]
    public void Nothing_is_asked_of_a_process_that_may_not_be_read()
    {
        Find([new ProcessNamespaceReading(1, Errno.EACCES, default)]);

        _files.Verify(f => f.ReadThreads(It.IsAny<int>(), It.IsAny<List<int>>()), Times.Never);
        _files.Verify(f => f.ReadDescriptors(It.IsAny<int>(), It.IsAny<List<int>>(), It.IsAny<long>()), Times.Never);
    }

    [Fact]
    public void All_that_ends_between_two_looks_is_left_out()
    {
        _files.Threads(10, 10, 11);
        _files.Network(10, 11, default, Errno.ENOENT);
        _files.Descriptors(10, 4, 5);
        _files.Descriptor(10, 4, default, Errno.ENOENT);
        _files.Descriptor(10, 5, new DescriptorTarget(DescriptorKind.Socket, default, 777));
        _files.Socket(10, 5, default, Errno.ESRCH);
        _files.Setup(f => f.ReadThreads(20, It.IsAny<List<int>>())).Returns(Errno.ESRCH);
        _files.Setup(f => f.ReadDescriptors(20, It.IsAny<List<int>>(), It.IsAny<long>())).Returns(Errno.ENOENT);

        NamespaceHolders found = Find([In(10, s_here), In(20, s_here), new ProcessNamespaceReading(30, Errno.ENOENT, default)]);

        Assert.Empty(found.Holders);
        Assert.Equal(0, found.Denied);
    }

    [Fact]
    public void The_descriptors_of_whoever_asks_are_no_holders_in_this_process_only()
    {
        _files.SetupGet(f => f.OwnProcessId).Returns(10);
        foreach (int id in (int[])[10, 20])
        {
            _files.Descriptors(id, 4, 5);
            _files.Descriptor(id, 4, new DescriptorTarget(DescriptorKind.Namespace, s_there, 0));
            _files.Descriptor(id, 5, new DescriptorTarget(DescriptorKind.Namespace, s_there, 0));
        }

        IEnumerable<(int, int?)> found = Find([In(10, s_here), In(20, s_here)], own: [4]).Holders.Select(holder => (holder.ProcessId, holder.Descriptor));

        Assert.Equal([(10, 5), (20, 4), (20, 5)], found);
    }

    [Fact]
    public void An_inode_that_was_given_to_another_namespace_has_no_holders()
    {
        using var file = new SafeFileHandle(-1, ownsHandle: false);
        var wanted = new NamespaceId(71, s_there.Device, s_there.Inode);
        _files.Setup(f => f.Open(in It.Ref<NamespaceSighting>.IsAny, wanted)).Returns(file);
        _files.Setup(f => f.ReadFacts(file)).Returns(new NamespaceFacts(new NamespaceId(72, s_there.Device, s_there.Inode), null, null));

        var scanner = new ProcessScanner(new LinuxNetnsOptions(), FakeSource.Of([In(10, s_there), In(20, s_there)], _files));

        Assert.Empty(scanner.FindHolders(wanted).Holders);
        _files.Verify(f => f.ReadFacts(file), Times.Once);
    }

    private NamespaceHolders Find(ProcessNamespaceReading[] table, int[]? own = null)
    {
        using var search = new HolderSearch(_files.Object, s_there, own);
        var walk = new HolderWalk(_files.Object, search, threads: true, holders: true);
        walk.Run(FakeSource.Reader(table));
        return new NamespaceHolders(search.Holders, walk.Denied);
    }

    private static ProcessNamespaceReading In(int processId, NamespaceId id) => new(processId, Errno.None, id);
}
