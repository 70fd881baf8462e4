using LinuxNetns.Netlink;

using Moq;

namespace LinuxNetns.Tests;

public sealed class FindProcessesTests
{
    private static readonly NamespaceId s_here = new(null, 4, 4026531840);
    private static readonly NamespaceId s_there = new(null, 4, 4026532281);

    [Fact]
    public void Processes_inside_are_found_in_the_order_of_the_process_table()
    {
        ProcessScan scan = Scan([In(9, s_there), In(1, s_here), In(7, s_there), In(3, s_there)]);

        Assert.Equal([9, 7, 3], scan.ProcessIds);
        Assert.Equal(0, scan.Denied);
    }

    [Fact]
    public void One_that_ended_is_left_out_and_one_that_is_forbidden_is_counted()
    {
        ProcessScan scan = Scan([
            Failed(1, Errno.EACCES), Failed(2, Errno.ENOENT), In(3, s_there), Failed(4, Errno.ESRCH), Failed(5, Errno.EPERM), Failed(6, Errno.ENOTDIR), Failed(7, Errno.EIO)]);

        Assert.Equal([3], scan.ProcessIds);
        Assert.Equal(3, scan.Denied);
    }

    [Fact]
    public void The_same_inode_on_another_device_is_another_namespace()
    {
        ProcessScan scan = Scan([In(3, new NamespaceId(null, 5, s_there.Inode))]);

        Assert.Empty(scan.ProcessIds);
    }

    [Fact]
    public void Threads_count_only_where_they_are_asked_for()
    {
        Mock<IProcessFiles> files = FakeFiles.Create();
        files.Threads(10, 10, 11, 12);
        files.Network(10, 11, s_here);
        files.Network(10, 12, s_there);

        Assert.Empty(Scan([In(10, s_here)], files).ProcessIds);
        Assert.Equal([10], Scan([In(10, s_here)], files, threads: true).ProcessIds);
    }

    [Fact]
    public void A_process_with_many_threads_inside_is_one_process()
    {
        Mock<IProcessFiles> files = FakeFiles.Create();
        files.Threads(10, 10, 11, 12);
        files.Network(10, 11, s_there);
        files.Network(10, 12, s_there);

        Assert.Equal([10], Scan([In(10, s_there)], files, threads: true).ProcessIds);
        Assert.Equal([10], Scan([In(10, s_here)], files, threads: true).ProcessIds);
    }

    [Fact]
    public void Threads_outlive_a_main_thread_that_has_ended()
    {
        Mock<IProcessFiles> files = FakeFiles.Create();
        files.Threads(10, 10, 11);
        files.Network(10, 11, s_there);

        Assert.Equal([10], Scan([Failed(10, Errno.ENOENT)], files, threads: true).ProcessIds);
    }

    [Theory]
    [InlineData(Errno.ENOENT, 0)]
    [InlineData(Errno.ESRCH, 0)]
    [InlineData(Errno.EACCES, 1)]
    public void Threads_that_cannot_be_listed_are_gone_or_counted(Errno errno, int denied)
    {
        Mock<IProcessFiles> files = FakeFiles.Create();
        files.Setup(f => f.ReadThreads(10, It.IsAny<List<int>>())).Returns(errno);

        ProcessScan scan = Scan([In(10, s_here)], files, threads: true);

        Assert.Empty(scan.ProcessIds);
        Assert.Equal(denied, scan.Denied);
    }

    [Fact]
    public void Forbidden_threads_make_one_process_denied_unless_another_thread_is_inside()
    {
        Mock<IProcessFiles> files = FakeFiles.Create();
        files.Threads(10, 10, 11, 12);
        files.Network(10, 11, default, Errno.EACCES);
        files.Network(10, 12, default, Errno.EACCES);
        files.Threads(20, 20, 21, 22);
        files.Network(20, 21, default, Errno.EACCES);
        files.Network(20, 22, s_there);

        ProcessScan scan = Scan([In(10, s_here), In(20, s_here)], files, threads: true);

        Assert.Equal([20], scan.ProcessIds);
        Assert.Equal(1, scan.Denied);
    }

    [Fact]
    public void A_table_longer_than_a_batch_is_read_to_its_end()
    {
        ProcessNamespaceReading[] table = [.. Enumerable.Range(1, 5000).Select(id => In(id, id % 2 == 0 ? s_there : s_here))];

        ProcessScan scan = Scan(table);

        Assert.Equal(Enumerable.Range(1, 2500).Select(n => 2 * n), scan.ProcessIds);
    }

    [Fact]
    public void What_was_opened_is_closed_whatever_happens()
    {
        var reader = new Mock<IProcessNamespaceReader>();
        reader.Setup(r => r.Read(It.IsAny<ProcessNamespaceReading[]>())).Throws(Interop.Error(Errno.EIO, "getdents64", "/proc"));
        var source = new Mock<IProcessNamespaceSource>();
        source.Setup(s => s.ReadProcesses()).Returns(reader.Object);
        var scanner = new ProcessScanner(new LinuxNetnsOptions(), source.Object);

        Assert.Throws<NetworkNamespaceException>(() => scanner.FindProcesses(s_there, includeThreads: false));

        reader.Verify(r => r.Dispose(), Times.Once);
    }

    [Fact]
    public void A_made_up_process_table_is_read_like_the_real_one()
    {
        using var tree = new ProcTree();
        NamespaceId red = tree.AddNamespace("red");
        tree.AddNamespace("blue");
        tree.AddProcess(1, "blue");
        tree.AddProcess(22, "red");
        tree.AddProcess(int.MaxValue, "red");
        tree.AddThread(1, 1, "blue");
        tree.AddThread(1, 5, "red");
        // None of these is a process.
        tree.AddLink("self", "22");
        tree.AddProcess(0, "missing");
        tree.AddFile("33", "a file"u8);
        foreach (string name in (string[])["22x", "x22", "-22", "+22", " 22", "2147483648", "99999999999999999999", "ns", "１２"])
            tree.AddFile($"{name}/ns/net", ""u8);
        Directory.CreateDirectory(Path.Join(tree.ProcDirectory, "44"));
        var scanner = new ProcessScanner(tree.Options);

        ProcessScan mainThreads = scanner.FindProcesses(red, includeThreads: false);
        ProcessScan allThreads = scanner.FindProcesses(red, includeThreads: true);

        Assert.Equal([22, int.MaxValue], mainThreads.ProcessIds.Order());
        Assert.Equal([1, 22, int.MaxValue], allThreads.ProcessIds.Order());
        Assert.Equal(0, mainThreads.Denied);
        Assert.Equal(0, allThreads.Denied);
        Assert.Equal(red, scanner.Identify(22));
    }

    [Fact]
    public void A_process_table_that_is_not_there_is_an_error()
    {
        var scanner = new ProcessScanner(new LinuxNetnsOptions { ProcDirectory = "/nonexistent/proc" });

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => scanner.FindProcesses(s_there, includeThreads: false));

        Assert.Equal(NamespaceError.NotFound, e.Reason);
        Assert.Equal("/nonexistent/proc", e.Path);
    }

    [Fact]
    public void A_scan_allocates_the_same_however_many_processes_are_elsewhere()
    {
        using var tree = new ProcTree();
        NamespaceId red = tree.AddNamespace("red");
        tree.AddNamespace("blue");
        tree.AddProcess(1, "red");
        var scanner = new ProcessScanner(tree.Options);
        long alone = Allocated(scanner, red);
        for (int id = 2; id < 300; id++)
            tree.AddProcess(id, "blue");

        Assert.Equal(alone, Allocated(scanner, red));
    }

    /// <summary>The least of many runs: now and then the array pool has to make an array anew after a collection.</summary>
    private static long Allocated(ProcessScanner scanner, NamespaceId id)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            ProcessScan scan = scanner.FindProcesses(id, includeThreads: false);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal([1], scan.ProcessIds);
        }

        return least;
    }

    private static ProcessScan Scan(ProcessNamespaceReading[] table, Mock<IProcessFiles>? files = null, bool threads = false) =>
        new ProcessScanner(new LinuxNetnsOptions(), FakeSource.Of(table, files)).FindProcesses(s_there, threads);

    private static ProcessNamespaceReading In(int processId, NamespaceId id) => new(processId, Errno.None, id);

    private static ProcessNamespaceReading Failed(int processId, Errno errno) => new(processId, errno, default);
}
