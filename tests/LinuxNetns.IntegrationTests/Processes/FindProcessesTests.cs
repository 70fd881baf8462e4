namespace LinuxNetns.IntegrationTests;

public sealed class FindProcessesTests
{
    private readonly ProcessScanner _scanner = new();

    [Fact]
    public void A_process_inside_is_found_and_one_outside_is_not()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var blue = NetworkNamespace.CreateAnonymous();
        using var first = ProcessInside.Sleep(red);
        using var second = ProcessInside.Sleep(red);
        using var other = ProcessInside.Sleep(blue);

        Assert.Equal([first.Id, second.Id], _scanner.FindProcesses(red).ProcessIds.Order());
        Assert.Equal([other.Id], _scanner.FindProcesses(blue).ProcessIds);
    }

    [Fact]
    public void A_process_that_has_ended_is_not_found()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        ProcessInside.Sleep(red).Dispose();

        Assert.Empty(_scanner.FindProcesses(red).ProcessIds);
    }

    [Fact]
    public void The_caller_is_in_its_own_namespace()
    {
        using var current = NetworkNamespace.OpenCurrent();

        Assert.Contains(Environment.ProcessId, _scanner.FindProcesses(current).ProcessIds);
    }

    [Fact]
    public void A_handle_that_is_disposed_of_is_refused()
    {
        TestPrivilege.Require();
        var red = NetworkNamespace.CreateAnonymous();
        red.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _scanner.FindProcesses(red));
        Assert.Throws<ObjectDisposedException>(() => _scanner.FindHolders(red));
    }
}
