using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

public sealed class IdentifyTests
{
    private readonly ProcessScanner _scanner = new();

    [Fact]
    public void A_process_is_in_the_namespace_that_it_was_started_in()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);

        Assert.Equal(red.Id, _scanner.Identify(process.Id));
        Assert.NotEqual(red.Id, _scanner.Identify(Environment.ProcessId));
    }

    [Fact]
    public void A_process_that_has_ended_is_gone()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        var process = ProcessInside.Wait(red);
        int id = process.Id;
        process.Dispose();

        NetworkNamespaceException e = Assert.Throws<NetworkNamespaceException>(() => _scanner.Identify(id));

        Assert.Equal(NamespaceError.ProcessGone, e.Reason);
        Assert.Equal(Errno.ENOENT, e.Errno);
        Assert.Contains($"/proc/{id}/ns/net", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_table_that_is_not_there_is_not_a_process_that_is_gone()
    {
        var scanner = new ProcessScanner(new LinuxNetnsOptions { ProcDirectory = "/nonexistent/proc" });

        Assert.Equal(NamespaceError.NotFound, Assert.Throws<NetworkNamespaceException>(() => scanner.Identify(1)).Reason);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_number_that_is_no_process_is_refused(int processId) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _scanner.Identify(processId));

    [Fact]
    public void Identifying_allocates_nothing()
    {
        int own = Environment.ProcessId;
        NamespaceId first = _scanner.Identify(own);
        for (int i = 0; i < 100; i++)
            _scanner.Identify(own);

        long before = GC.GetAllocatedBytesForCurrentThread();
        NamespaceId id = _scanner.Identify(own);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(first, id);
        Assert.Equal(0, allocated);
    }
}
