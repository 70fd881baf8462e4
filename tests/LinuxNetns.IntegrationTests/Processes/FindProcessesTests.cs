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
        using var first = ProcessInside.Wait(red);
        using var second = ProcessInside.Wait(red);
        using var other = ProcessInside.Wait(blue);

        Assert.Equal([first.Id, second.Id], _scanner.FindProcesses(red).ProcessIds.Order());
        Assert.Equal([other.Id], _scanner.FindProcesses(blue).ProcessIds);
    }

    [Fact]
    public void A_process_that_has_ended_is_not_found()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        ProcessInside.Wait(red).Dispose();

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

    [Fact]
    public void Ip_finds_the_same_processes()
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        using var red = NetworkNamespace.CreateAnonymous();
        using var first = ProcessInside.Wait(red);
        using var second = ProcessInside.Wait(red);
        using var thread = NamespaceScript.Thread(red);

        SandboxResult ip = TestSandbox.Run($"ip netns attach lnx-scanner {first.Id} && ip netns pids lnx-scanner");

        Assert.Equal(0, ip.ExitCode);
        Assert.Equal(ip.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), _scanner.FindProcesses(red).ProcessIds.Select(id => $"{id}"));
        Assert.Equal([first.Id, second.Id, thread.Id], _scanner.FindProcesses(red, new ProcessScanOptions { IncludeThreads = true }).ProcessIds.Order());
    }

    [Fact]
    public void A_process_whose_main_thread_has_ended_is_found_by_its_threads()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = NamespaceScript.ThreadWithoutMainThread(red);

        Assert.Equal([process.Id], _scanner.FindProcesses(red, new ProcessScanOptions { IncludeThreads = true }).ProcessIds);
    }

    [Fact]
    public void Whoever_is_there_throughout_is_found_and_whoever_may_not_be_read_is_counted()
    {
        using var current = NetworkNamespace.OpenCurrent();
        (HashSet<int> insideBefore, HashSet<int> deniedBefore) = ReadLinks(current.Id.ToString());

        ProcessScan scan = _scanner.FindProcesses(current, new ProcessScanOptions { Backend = ProcessScanBackend.Proc });

        (HashSet<int> insideAfter, HashSet<int> deniedAfter) = ReadLinks(current.Id.ToString());
        Assert.Subset(scan.ProcessIds.ToHashSet(), insideBefore.Intersect(insideAfter).ToHashSet());
        Assert.True(scan.Denied >= deniedBefore.Intersect(deniedAfter).Count());
    }

    /// <summary>The same facts by readlink(2), which knows nothing of devices.</summary>
    private static (HashSet<int> Inside, HashSet<int> Denied) ReadLinks(string link)
    {
        HashSet<int> inside = [], denied = [];
        foreach (string path in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(path), out int id))
                continue;
            try
            {
                if (new FileInfo(Path.Join(path, "ns/net")).LinkTarget == link)
                    inside.Add(id);
            }
            catch (UnauthorizedAccessException)
            {
                denied.Add(id);
            }
            catch (IOException)
            {
                // Ended meanwhile.
            }
        }

        return (inside, denied);
    }
}
