using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

using Moq;

namespace LinuxNetns.Tests;

public sealed class HostScanTests
{
    private static readonly NamespaceId s_here = new(null, 4, 4026531840);
    private static readonly NamespaceId s_there = new(null, 4, 4026532281);

    private readonly Mock<IProcessFiles> _files = FakeFiles.Create();

    private delegate Errno OpenListed(ulong id, out SafeFileHandle? handle);

    [Fact]
    public void Namespaces_are_told_once_each_by_inode_with_their_processes_in_order()
    {
        HostNamespaces host = Scan([In(9, s_there), In(5, s_here), In(2, s_there), new ProcessNamespaceReading(1, Errno.EACCES, default)]);

        Assert.Equal([s_here, s_there], host.Namespaces.Select(ns => ns.Id));
        Assert.Equal([2, 9], host.Namespaces[1].ProcessIds);
        Assert.Equal(1, host.Denied);
        Assert.All(host.Namespaces, ns => Assert.Empty(ns.Holders));
    }

    [Fact]
    public void One_that_may_not_be_opened_is_told_without_its_facts()
    {
        HostNamespace found = Assert.Single(Scan([In(2, s_there)]).Namespaces);

        Assert.Null(found.Id.KernelId);
        Assert.Null(found.OwnerUserId);
        Assert.Null(found.OwnerUserNamespace);
        Assert.Null(found.NetnsId);
    }

    [Fact]
    public void Where_one_process_cannot_be_used_to_open_it_another_one_is_but_not_for_ever()
    {
        Scan([.. Enumerable.Range(1, 100).Select(id => In(id, s_there))]);

        _files.Verify(f => f.Open(in It.Ref<NamespaceSighting>.IsAny, s_there), Times.Between(2, 10, Moq.Range.Inclusive));
    }

    [Fact]
    public void An_open_namespace_is_asked_once_and_closed()
    {
        List<SafeFileHandle> handles = [];
        OpenEach(handles);
        _files.Setup(f => f.ReadFacts(It.IsAny<SafeFileHandle>())).Returns(new NamespaceFacts(new NamespaceId(71, 4, s_there.Inode), 4026531837, 1000));
        _files.Setup(f => f.ReadNetnsIds(It.IsAny<IReadOnlyList<SafeHandle>>())).Returns([7]);

        HostNamespace found = Assert.Single(Scan([In(2, s_there), In(3, s_there)]).Namespaces);

        Assert.Equal(71UL, found.Id.KernelId);
        Assert.Equal(4026531837UL, found.OwnerUserNamespace);
        Assert.Equal(1000U, found.OwnerUserId);
        Assert.Equal(7, found.NetnsId);
        Assert.True(Assert.Single(handles).IsClosed);
    }

    [Fact]
    public void What_the_kernel_lists_and_nobody_was_seen_to_keep_is_told_unless_it_is_gone()
    {
        _files.Setup(f => f.ReadListed()).Returns([70, 71, 72, 73]);
        _files.Setup(f => f.OpenListed(It.IsAny<ulong>(), out It.Ref<SafeFileHandle?>.IsAny)).Returns(new OpenListed((ulong id, out SafeFileHandle? handle) =>
        {
            handle = id == 71 ? File.OpenHandle("/dev/null") : null;
            return id switch { 71 => Errno.None, 72 => Errno.ESTALE, _ => Errno.EPERM };
        }));
        _files.Setup(f => f.ReadFacts(It.IsAny<SafeFileHandle>())).Returns(new NamespaceFacts(new NamespaceId(71, 4, 4026532999), 4026531837, 1000));
        var known = new NamespaceFacts(new NamespaceId(70, 4, s_there.Inode), 4026531837, 0);

        HostNamespaces host = Scan([In(2, s_there) with { Facts = known }]);

        Assert.Equal([(null, 73), (s_there.Inode, 70), (4026532999UL, 71)], host.Namespaces.Select(ns => (ns.Id.Inode == 0 ? null : (ulong?)ns.Id.Inode, (int?)ns.Id.KernelId)));
        Assert.Equal([true, false, true], host.Namespaces.Select(ns => ns.IsKnownToKernelOnly));
        Assert.Equal(1000U, host.Namespaces[2].OwnerUserId);
        _files.Verify(f => f.OpenListed(70, out It.Ref<SafeFileHandle?>.IsAny), Times.Never);
    }

    [Fact]
    public void The_kernel_is_asked_for_its_list_before_the_processes_are_looked_at()
    {
        List<string> order = [];
        var source = new Mock<IProcessNamespaceSource>();
        source.Setup(s => s.OpenFiles()).Returns(_files.Object);
        source.Setup(s => s.ReadProcesses()).Returns(() =>
        {
            order.Add("processes");
            return FakeSource.Reader([]);
        });
        _files.Setup(f => f.ReadListed()).Callback(() => order.Add("list")).Returns([]);

        new ProcessScanner(new LinuxNetnsOptions { RunDirectory = "/nonexistent/netns" }, source.Object).Scan();

        Assert.Equal(["list", "processes"], order);
    }

    [Fact]
    public void Few_descriptors_are_open_at_once_however_many_namespaces_there_are()
    {
        List<SafeFileHandle> handles = [];
        int most = 0;
        OpenEach(handles);
        _files.Setup(f => f.ReadFacts(It.IsAny<SafeFileHandle>())).Returns(() =>
        {
            most = Math.Max(most, handles.Count(handle => !handle.IsClosed));
            return new NamespaceFacts(default, null, null);
        });

        Scan([.. Enumerable.Range(1, 1000).Select(id => In(id, new NamespaceId(null, 4, (ulong)id)))]);

        Assert.Equal(1000, handles.Count);
        Assert.InRange(most, 1, 128);
        Assert.All(handles, handle => Assert.True(handle.IsClosed));
    }

    [Fact]
    public void Neither_threads_nor_holders_are_looked_for_unasked()
    {
        Scan([In(2, s_there)], new HostScanOptions { IncludeThreads = false, IncludeHolders = false });

        _files.Verify(f => f.ReadThreads(It.IsAny<int>(), It.IsAny<List<int>>()), Times.Never);
        _files.Verify(f => f.ReadDescriptors(It.IsAny<int>(), It.IsAny<List<int>>(), It.IsAny<long>()), Times.Never);
        _files.Verify(f => f.ReadMountNamespace(It.IsAny<int>(), It.IsAny<int>(), out It.Ref<ulong>.IsAny), Times.Never);
    }

    [Theory]
    [InlineData(null, 4, 0)]
    [InlineData(4, 4, 0)]
    [InlineData(3, 3, 1)]
    [InlineData(2, 2, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(0, 0, 2)]
    public void No_more_descriptors_are_looked_at_than_allowed_and_the_answer_says_what_is_left_out(int? maximum, int looks, int unsearched)
    {
        foreach (int process in (int[])[2, 3])
        {
            _files.Descriptors(process, 0, 1);
            _files.Descriptor(process, 0, default);
            _files.Descriptor(process, 1, new DescriptorTarget(DescriptorKind.Namespace, s_there, 0));
        }

        _files.MountNamespace(2, 2, 1);
        _files.Mounts(2, 2, new NamespaceMount(s_there, "/run/netns/red"));
        var log = new RecordingLogger();
        var scanner = new ProcessScanner(new LinuxNetnsOptions { RunDirectory = "/nonexistent/netns" }, FakeSource.Of([In(2, s_here), In(3, s_here)], _files), logger: log);

        HostNamespaces host = scanner.Scan(new HostScanOptions { MaximumDescriptors = maximum });
        HostNamespaces again = scanner.Scan(new HostScanOptions { MaximumDescriptors = maximum });

        Assert.Equal(looks, _files.Invocations.Count(call => call.Method.Name == nameof(IProcessFiles.ReadDescriptor)) / 2);
        Assert.Equal((unsearched, unsearched == 0, 0), (host.UnsearchedProcesses, host.IsComplete, host.Denied));
        Assert.Equal(looks / 2, host.Namespaces[1].Holders.Count(holder => holder.Kind == NamespaceHolderKind.Descriptor));
        Assert.Contains(host.Namespaces[1].Holders, holder => holder.Kind == NamespaceHolderKind.Mount);
        Assert.Equal(unsearched == 0 ? [] : [$"After {maximum} descriptors no more were looked at: those of {unsearched} processes are left out"], log.Lines);
        Assert.Equal(host.UnsearchedProcesses, again.UnsearchedProcesses);
    }

    [Fact]
    public void A_negative_limit_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Scan([], new HostScanOptions { MaximumDescriptors = -1 }));

    [Fact]
    public void A_mount_seen_in_two_mount_namespaces_is_two_holders_and_one_path()
    {
        _files.MountNamespace(2, 2, 1);
        _files.MountNamespace(3, 3, 2);
        _files.Mounts(2, 2, new NamespaceMount(s_there, "/run/netns/red"));
        _files.Mounts(3, 3, new NamespaceMount(s_there, "/run/netns/red"));

        HostNamespace found = Scan([In(2, s_here), In(3, s_here)]).Namespaces[1];

        Assert.Equal([2, 3], found.Holders.Select(holder => holder.ProcessId));
        Assert.Equal(["/run/netns/red"], found.MountPoints);
        Assert.Empty(found.ProcessIds);
    }

    [Fact]
    public void Files_that_are_no_namespaces_give_no_names()
    {
        using var tree = new ProcTree();
        Directory.CreateDirectory(tree.Options.RunDirectory);
        File.WriteAllText(Path.Join(tree.Options.RunDirectory, "placeholder"), "");
        File.CreateSymbolicLink(Path.Join(tree.Options.RunDirectory, "dangling"), "/nonexistent");
        Directory.CreateDirectory(Path.Join(tree.Options.RunDirectory, "directory"));

        HostNamespace found = Assert.Single(new ProcessScanner(tree.Options, FakeSource.Of([In(2, s_there)], _files)).Scan().Namespaces);

        Assert.Empty(found.Names);
    }

    /// <summary>A descriptor of /dev/null stands for each namespace.</summary>
    private void OpenEach(List<SafeFileHandle> handles) =>
        _files.Setup(f => f.Open(in It.Ref<NamespaceSighting>.IsAny, It.IsAny<NamespaceId>())).Returns(() =>
        {
            SafeFileHandle handle = File.OpenHandle("/dev/null");
            handles.Add(handle);
            return handle;
        });

    private HostNamespaces Scan(ProcessNamespaceReading[] table, HostScanOptions? options = null)
    {
        var places = new LinuxNetnsOptions { RunDirectory = "/nonexistent/netns" };
        return new ProcessScanner(places, FakeSource.Of(table, _files)).Scan(options);
    }

    private static ProcessNamespaceReading In(int processId, NamespaceId id) => new(processId, Errno.None, id);
}
