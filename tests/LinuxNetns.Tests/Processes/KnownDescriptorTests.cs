using LinuxNetns.Netlink;

using Moq;

namespace LinuxNetns.Tests;

/// <summary>A walk whose reader knows of descriptors and mount namespaces without /proc.</summary>
public sealed class KnownDescriptorTests
{
    private static readonly NamespaceId s_here = new(70, 4, 4026531840);
    private static readonly NamespaceId s_there = new(71, 4, 4026532281);

    private readonly Mock<IProcessFiles> _files = FakeFiles.Create();

    [Fact]
    public void Nothing_is_read_of_a_process_that_the_reader_knows()
    {
        (NamespaceHolders found, _) = Find([In(10, mounts: 1)], [Known(10, 10, 4, DescriptorKind.Namespace), Known(10, 12, 5, DescriptorKind.Socket)]);

        Assert.Equal(["descriptor 4 of process 10 (nginx)", "socket 5 of thread 12 of process 10 (nginx)"], found.Holders.Select(h => h.ToString()));
        Assert.Equal(0, found.Denied);
        _files.Verify(f => f.ReadDescriptors(It.IsAny<int>(), It.IsAny<List<int>>(), It.IsAny<long>()), Times.Never);
        _files.Verify(f => f.ReadMountNamespace(It.IsAny<int>(), It.IsAny<int>(), out It.Ref<ulong>.IsAny), Times.Never);
        _files.Verify(f => f.ReadCommand(It.IsAny<int>()), Times.Never);
        _files.Verify(f => f.Open(in It.Ref<NamespaceSighting>.IsAny, It.IsAny<NamespaceId>()), Times.Never);
    }

    [Fact]
    public void The_caller_s_own_and_another_namespace_s_are_no_holders()
    {
        _files.SetupGet(f => f.OwnProcessId).Returns(10);
        var former = new NamespaceId(69, s_there.Device, s_there.Inode);
        DescriptorReading recycled = Known(20, 20, 6, DescriptorKind.Socket) with { Id = former, Facts = new NamespaceFacts(former, 1, 0) };

        (NamespaceHolders found, _) = Find([In(10)], [Known(10, 10, 4, DescriptorKind.Namespace), Known(10, 10, 5, DescriptorKind.Namespace), recycled], own: [4]);

        Assert.Equal(5, Assert.Single(found.Holders).Descriptor);
    }

    [Fact]
    public void One_that_the_kernel_did_not_tell_is_asked_and_in_a_thread_s_own_table_denied()
    {
        foreach (int descriptor in (int[])[4, 5])
            _files.Socket(10, descriptor, descriptor == 4 ? s_there : s_here);
        _files.Network(10, 10, s_here);
        _files.Socket(20, 4, default, Errno.EPERM);
        DescriptorReading[] tuns = [Tun(10, 10, 4), Tun(10, 10, 5), Tun(10, 12, 4), Tun(20, 20, 4)];

        (NamespaceHolders found, _) = Find([In(10), In(20)], tuns);

        Assert.Equal((10, 4), (Assert.Single(found.Holders).ProcessId, found.Holders[0].Descriptor));
        Assert.Equal(2, found.Denied);
    }

    [Fact]
    public void Mounts_that_nobody_shows_are_denied_once_a_process()
    {
        _files.Setup(f => f.ReadMounts(It.IsAny<int>(), It.IsAny<int>(), It.IsAny<List<NamespaceMount>>())).Returns(Errno.EACCES);

        (NamespaceHolders found, _) = Find([In(10, mounts: 1), In(10, mounts: 1) with { ThreadId = 11 }, In(20, mounts: 1)], []);

        Assert.Empty(found.Holders);
        Assert.Equal(2, found.Denied);
    }

    [Fact]
    public void A_refusal_is_told_and_descriptors_are_read_in_proc()
    {
        var refusal = new FinderRefusal(Errno.EINVAL, "bpf(BPF_PROG_LOAD)", "it lacks bpf_iter_task_file");
        _files.Descriptors(10, 4);
        _files.Descriptor(10, 4, new DescriptorTarget(DescriptorKind.Namespace, s_there, 0));

        (NamespaceHolders found, FinderRefusal? told) = Find([In(10)], null, refusal);

        Assert.Single(found.Holders);
        Assert.Equal(refusal, told);
    }

    private static ProcessNamespaceReading In(int processId, ulong? mounts = null) => new(processId, Errno.None, s_here) { MountNamespace = mounts };

    private static DescriptorReading Known(int processId, int threadId, int descriptor, DescriptorKind kind) =>
        new(processId, threadId, descriptor, kind, s_there, new NamespaceFacts(s_there, 4026531837, 0), "nginx");

    private static DescriptorReading Tun(int processId, int threadId, int descriptor) => new(processId, threadId, descriptor, DescriptorKind.Socket, null, null, "qemu");

    private (NamespaceHolders Found, FinderRefusal? Refusal) Find(ProcessNamespaceReading[] table, DescriptorReading[]? descriptors, FinderRefusal? refusal = null, int[]? own = null)
    {
        using var search = new HolderSearch(_files.Object, s_there, own);
        var walk = new HolderWalk(_files.Object, search, threads: true, holders: true);
        walk.Run(FakeSource.Reader(table, descriptors, refusal));
        return (new NamespaceHolders(search.Holders, walk.Denied), walk.Refusal);
    }
}
