using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Extensions.Logging;

using Moq;

namespace LinuxNetns.Tests;

public sealed class FinderChoiceTests
{
    private static readonly NamespaceId s_red = new(null, 4, 4026532281);
    private static readonly FinderRefusal s_forbidden = new(Errno.EPERM, "bpf(BPF_MAP_CREATE)", null);

    private delegate FinderRefusal? Find(NamespaceId id, SafeHandle? handle, bool threads, FoundProcesses found);

    private delegate FinderRefusal? Read(bool threads, out IProcessNamespaceReader? reader);

    [Fact]
    public void The_first_that_can_answers()
    {
        var log = new RecordingLogger();

        ProcessScan scan = Scanner(log, Finder(ProcessScanBackend.Bpf, 3, 5), Finder(ProcessScanBackend.Proc, 7)).FindProcesses(s_red, includeThreads: false);

        Assert.Equal([3, 5], scan.ProcessIds);
        Assert.Equal(ProcessScanBackend.Bpf, scan.Backend);
        Assert.Empty(scan.Fallbacks);
        Assert.True(scan.IsComplete);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public void Who_cannot_is_named_in_every_answer_and_once_in_the_log()
    {
        var log = new RecordingLogger();
        ProcessScanner scanner = Scanner(log, Refusing(ProcessScanBackend.Bpf, s_forbidden), Refusing(ProcessScanBackend.NetnsId, new(Errno.None, "RTM_GETNSID", "no")), Finder(ProcessScanBackend.Proc, 7));

        for (int i = 0; i < 3; i++)
        {
            ProcessScan scan = scanner.FindProcesses(s_red, includeThreads: false);

            Assert.Equal([7], scan.ProcessIds);
            Assert.Equal(ProcessScanBackend.Proc, scan.Backend);
            Assert.Equal([ProcessScanBackend.Bpf, ProcessScanBackend.NetnsId], scan.Fallbacks.Select(f => f.Backend));
            Assert.Contains("EPERM", scan.Fallbacks[0].Reason, StringComparison.Ordinal);
            Assert.Contains("CAP_BPF", scan.Fallbacks[0].Reason, StringComparison.Ordinal);
        }

        Assert.Equal(2, log.Lines.Count);
        Assert.Contains("Bpf", log.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_found_before_it_failed_is_not_told()
    {
        var half = new Mock<IProcessFinder>();
        half.SetupGet(f => f.Backend).Returns(ProcessScanBackend.Bpf);
        half.Setup(f => f.Find(s_red, It.IsAny<SafeHandle?>(), false, It.IsAny<FoundProcesses>())).Returns(new Find((_, _, _, found) =>
        {
            found.Add(99);
            found.Denied = 4;
            return s_forbidden;
        }));

        ProcessScan scan = Scanner(null, half.Object, Finder(ProcessScanBackend.Proc, 7)).FindProcesses(s_red, includeThreads: false);

        Assert.Equal([7], scan.ProcessIds);
        Assert.Equal(0, scan.Denied);
    }

    [Fact]
    public void One_that_is_named_is_the_only_one_that_is_tried()
    {
        ProcessScanner scanner = Scanner(null, Refusing(ProcessScanBackend.Bpf, s_forbidden), Finder(ProcessScanBackend.Proc, 7));

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => scanner.FindProcesses(s_red, includeThreads: false, ProcessScanBackend.Bpf));
        Assert.Equal((NamespaceError.NotPermitted, Errno.EPERM), (e.Reason, e.Errno));
        Assert.Equal([7], scanner.FindProcesses(s_red, includeThreads: false, ProcessScanBackend.Proc).ProcessIds);
        Assert.Throws<ArgumentOutOfRangeException>(() => scanner.FindProcesses(s_red, includeThreads: false, (ProcessScanBackend)77));
    }

    [Fact]
    public void The_last_refusal_of_all_is_the_error()
    {
        ProcessScanner scanner = Scanner(null, Refusing(ProcessScanBackend.Bpf, s_forbidden), Refusing(ProcessScanBackend.NetnsId, new(Errno.ENOSYS, "recvmmsg", null)));

        Assert.Equal(Errno.ENOSYS, Assert.Throws<NetworkNamespaceException>(() => scanner.FindProcesses(s_red, includeThreads: false)).Errno);
    }

    [Fact]
    public void A_scan_of_the_host_falls_back_too_and_takes_threads_from_who_reads_them()
    {
        var reader = new Mock<IProcessNamespaceReader>();
        reader.SetupGet(r => r.ReadsThreads).Returns(true);
        var table = new Queue<ProcessNamespaceReading[]>([[
            new(10, Errno.None, s_red), new(10, Errno.None, s_red) { ThreadId = 11 }, new(10, Errno.None, new NamespaceId(null, 4, 5)) { ThreadId = 12 },
            new(20, Errno.None, s_red) { ThreadId = 21 }]]);
        reader.Setup(r => r.Read(It.IsAny<ProcessNamespaceReading[]>())).Returns((ProcessNamespaceReading[] batch) =>
        {
            if (!table.TryDequeue(out ProcessNamespaceReading[]? rows))
                return 0;
            rows.CopyTo(batch, 0);
            return rows.Length;
        });
        var reading = new Mock<IProcessFinder>();
        reading.SetupGet(f => f.Backend).Returns(ProcessScanBackend.Proc);
        reading.Setup(f => f.Read(true, out It.Ref<IProcessNamespaceReader?>.IsAny)).Returns(new Read((bool _, out IProcessNamespaceReader? result) =>
        {
            result = reader.Object;
            return null;
        }));
        Mock<IProcessFiles> files = FakeFiles.Create();
        using var tree = new ProcTree();
        var scanner = new ProcessScanner(tree.Options, FakeSource.Of([], files), [Refusing(ProcessScanBackend.Bpf, s_forbidden), reading.Object]);

        HostNamespaces host = scanner.Scan(new HostScanOptions { IncludeHolders = false });

        Assert.Equal(ProcessScanBackend.Proc, host.Backend);
        Assert.Equal(ProcessScanBackend.Bpf, Assert.Single(host.Fallbacks).Backend);
        HostNamespace red = host.Namespaces.Single(n => n.Id == s_red);
        Assert.Equal([10], red.ProcessIds);
        Assert.Equal((20, 21), (Assert.Single(red.Holders).ProcessId, red.Holders[0].ThreadId));
        Assert.Equal(12, Assert.Single(host.Namespaces.Single(n => n.Id.Inode == 5).Holders).ThreadId);
        files.Verify(f => f.ReadThreads(It.IsAny<int>(), It.IsAny<List<int>>()), Times.Never);
        reader.Verify(r => r.Dispose(), Times.Once);
    }

    [Fact]
    public void Descriptors_that_could_not_be_told_are_a_fallback_or_an_error()
    {
        var refusal = new FinderRefusal(Errno.EINVAL, "bpf(BPF_PROG_LOAD)", "no such iterator");
        Mock<IProcessFinder> finder = new();
        finder.SetupGet(f => f.Backend).Returns(ProcessScanBackend.Bpf);
        finder.Setup(f => f.Read(It.IsAny<bool>(), out It.Ref<IProcessNamespaceReader?>.IsAny)).Returns(new Read((bool _, out IProcessNamespaceReader? result) =>
        {
            result = FakeSource.Reader([new(10, Errno.None, s_red)], null, refusal);
            return null;
        }));
        using var tree = new ProcTree();
        var scanner = new ProcessScanner(tree.Options, FakeSource.Of([]), [finder.Object]);

        ProcessScanFallback told = Assert.Single(scanner.Scan().Fallbacks);

        Assert.Equal(ProcessScanBackend.Bpf, told.Backend);
        Assert.Contains("no such iterator", told.Reason, StringComparison.Ordinal);
        Assert.Equal(told, Assert.Single(scanner.FindHolders(s_red).Fallbacks));
        Assert.Empty(scanner.Scan(new HostScanOptions { IncludeHolders = false }).Fallbacks);
        Assert.Throws<NetworkNamespaceException>(() => scanner.Scan(new HostScanOptions { Backend = ProcessScanBackend.Bpf }));
    }

    [Theory]
    [InlineData("rw,hidepid=2", true)]
    [InlineData("rw,gid=7,hidepid=invisible", true)]
    [InlineData("rw,hidepid=ptraceable,subset=pid", true)]
    [InlineData("rw,hidepid=4", true)]
    [InlineData("rw,hidepid=noaccess", false)]
    [InlineData("rw,hidepid=1", false)]
    [InlineData("rw,subset=pid", false)]
    [InlineData("rw", false)]
    [InlineData("", false)]
    public void Options_of_proc_that_hide_processes(string options, bool hides)
    {
        Assert.Equal(hides, ProcessVisibility.Hides(options));
        Assert.Equal(options, Assert.Single(MountInfo.Parse($"22 1 0:21 / /proc rw,nosuid shared:3 - proc proc {options}\n")).ProcOptions);
    }

    [Fact]
    public void Processes_found_twice_are_told_once_and_in_order()
    {
        using var found = new FoundProcesses();
        for (int i = 1000; i > 0; i--)
        {
            found.Add(i);
            found.Add(i);
        }

        found.Distinct();

        Assert.Equal(Enumerable.Range(1, 1000), found.ToArray());
        found.Clear();
        Assert.Empty(found.ToArray());
    }

    private static ProcessScanner Scanner(ILogger? log, params IProcessFinder[] finders) => new(new LinuxNetnsOptions(), source: null, finders, log);

    private static IProcessFinder Finder(ProcessScanBackend backend, params int[] processes)
    {
        var finder = new Mock<IProcessFinder>();
        finder.SetupGet(f => f.Backend).Returns(backend);
        finder.Setup(f => f.Find(s_red, It.IsAny<SafeHandle?>(), It.IsAny<bool>(), It.IsAny<FoundProcesses>())).Returns(new Find((_, _, _, found) =>
        {
            Array.ForEach(processes, found.Add);
            return null;
        }));
        return finder.Object;
    }

    private static IProcessFinder Refusing(ProcessScanBackend backend, FinderRefusal refusal)
    {
        var finder = new Mock<IProcessFinder>();
        finder.SetupGet(f => f.Backend).Returns(backend);
        finder.Setup(f => f.Find(It.IsAny<NamespaceId>(), It.IsAny<SafeHandle?>(), It.IsAny<bool>(), It.IsAny<FoundProcesses>())).Returns(refusal);
        finder.Setup(f => f.Read(It.IsAny<bool>(), out It.Ref<IProcessNamespaceReader?>.IsAny)).Returns(refusal);
        return finder.Object;
    }
}
