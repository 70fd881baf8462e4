using System.Diagnostics;
using System.Globalization;

using static LinuxNetns.IntegrationTests.Backends;

namespace LinuxNetns.IntegrationTests;

/// <summary>The ways to find processes, beside each other and beside ip.</summary>
public sealed class BackendTests
{
    private readonly ProcessScanner _scanner = new();

    public static TheoryData<ProcessScanBackend> Ways => [ProcessScanBackend.Bpf, ProcessScanBackend.NetnsId, ProcessScanBackend.Proc];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Processes_inside_are_found_in_the_order_of_proc(ProcessScanBackend backend)
    {
        Require(backend);
        using var red = NetworkNamespace.CreateAnonymous();
        using var blue = NetworkNamespace.CreateAnonymous();
        using var first = ProcessInside.Wait(red);
        using var second = ProcessInside.Wait(red);
        using var other = ProcessInside.Wait(blue);

        ProcessScan scan = _scanner.FindProcesses(red, new ProcessScanOptions { Backend = backend });

        Assert.Equal(new[] { first.Id, second.Id }.Order(), scan.ProcessIds);
        Assert.Equal(backend, scan.Backend);
        Assert.Empty(scan.Fallbacks);
        Assert.Empty(Find(NetworkNamespace.CreateAnonymous, backend));
    }

    [Fact]
    public void Without_a_choice_the_best_that_works_is_taken()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);
        _ = _scanner.FindProcesses(red);

        ProcessScan scan = _scanner.FindProcesses(red);

        Assert.Equal([process.Id], scan.ProcessIds);
        Assert.Equal(HasBpf ? ProcessScanBackend.Bpf : ProcessScanBackend.NetnsId, scan.Backend);
        Assert.Equal(HasBpf ? 0 : 1, scan.Fallbacks.Count);
        Assert.All(scan.Fallbacks, f => Assert.Contains("bpf", f.Reason, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Under_churn_all_find_who_stays_and_nobody_who_was_never_inside()
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        using var red = NetworkNamespace.CreateAnonymous();
        using var here = NetworkNamespace.OpenCurrent();
        using var first = ProcessInside.Wait(red);
        using var second = ProcessInside.Wait(red);
        using var thread = NamespaceScript.Thread(red);
        using var headless = NamespaceScript.ThreadWithoutMainThread(red);
        using var zombie = Zombie(red, out int zombieId);
        using var outside = ProcessInside.Start(["sh", "-c", "echo ready; read end"]);
        using Process churnInside = Start("nsenter", $"--net={ProcessInside.PathOf(red)}", "sh", "-c", "while :; do true & /bin/true; wait; done");
        using Process churnOutside = Start("sh", "-c", "while :; do true & /bin/true; wait; done");
        try
        {
            for (int round = 0; round < 20; round++)
            {
                foreach (ProcessScanBackend backend in Working())
                {
                    HashSet<int> found = Find(red, backend);
                    Assert.Subset(found, new HashSet<int> { first.Id, second.Id, zombie.Id });
                    Assert.DoesNotContain(outside.Id, found);
                    Assert.DoesNotContain(thread.Id, found);
                    Assert.DoesNotContain(headless.Id, found);
                    Assert.DoesNotContain(zombieId, found);
                    Assert.Contains(outside.Id, Find(here, backend));
                }

                foreach (ProcessScanBackend backend in Working().Where(b => b != ProcessScanBackend.NetnsId))
                    Assert.Subset(Find(red, backend, threads: true), new HashSet<int> { first.Id, second.Id, thread.Id, headless.Id });
            }
        }
        finally
        {
            await End(churnInside);
            await End(churnOutside);
        }

        // It is quiet now, and the same for everybody.
        SandboxResult ip = TestSandbox.Run($"ip netns attach lnx-backends {first.Id} && ip netns pids lnx-backends");
        int[] expected = [.. ip.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        Assert.Equal(new[] { first.Id, second.Id, zombie.Id }.Order(), expected);
        Assert.All(Working(), backend => Assert.Equal(expected, _scanner.FindProcesses(red, new ProcessScanOptions { Backend = backend }).ProcessIds));
    }

    [Fact]
    public void Kernel_threads_are_where_proc_shows_them()
    {
        TestPrivilege.Require(UserNamespace.IsNested() ? "kernel threads cannot be looked at in a user namespace" : null);
        using var first = NetworkNamespace.OpenPath("/proc/2/ns/net");

        HashSet<int>[] found = [.. Working().Select(backend => Find(first, backend))];

        Assert.All(found, set => Assert.Contains(2, set));
    }

    [Fact]
    public void A_process_of_a_nested_PID_namespace_has_the_number_that_its_reader_gives_it()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        string path = ProcessInside.PathOf(red);
        using var nested = ProcessInside.Start(["nsenter", $"--net={path}", "unshare", "--pid", "--fork", "--kill-child", "sh", "-c", "echo ready; read end"]);

        foreach (ProcessScanBackend backend in Working())
        {
            HashSet<int> found = Find(red, backend);
            Assert.Equal(2, found.Count); // unshare, which waits, and the shell
            Assert.Contains(nested.Id, found);
            Assert.DoesNotContain(1, found);
        }

        string ways = string.Join(' ', Working()) + " +Auto";
        FinderAnswerLine[] inside = Host($"exec unshare --pid --fork --mount-proc sh -c '{Command("/proc", "/proc/self/ns/net", ways)}; true'");
        Assert.Equal(Working().Length + 1, inside.Length);
        Assert.All(inside, answer => Assert.Equal([1, 2], answer.ProcessIds.Order()));
    }

    [Fact]
    public void A_process_table_of_another_PID_namespace_is_read_and_not_guessed()
    {
        TestPrivilege.Require();

        // The nested namespace's processes have other numbers in the /proc that stayed.
        FinderAnswerLine answer = Assert.Single(Host($"exec unshare --pid --fork sh -c '{Command("/proc", "/proc/thread-self/ns/net", "Auto")}; true'"));

        Assert.Equal("Proc", answer.Backend);
        Assert.Equal("Bpf,NetnsId", answer.Fallbacks);
        Assert.DoesNotContain(1, answer.ProcessIds);
    }

    [Fact]
    public void Hosts_are_scanned_alike()
    {
        Require(ProcessScanBackend.Bpf);
        using var red = NetworkNamespace.CreateAnonymous();
        using var first = ProcessInside.Wait(red);
        using var thread = NamespaceScript.Thread(red);
        using var headless = NamespaceScript.ThreadWithoutMainThread(red);

        foreach (bool holders in (bool[])[false, true])
        {
            HostNamespace bpf = Scan(ProcessScanBackend.Bpf), proc = Scan(ProcessScanBackend.Proc);

            Assert.Equal(proc.ProcessIds, bpf.ProcessIds);
            Assert.Equal([first.Id], bpf.ProcessIds);
            Assert.Equal(Threads(proc), Threads(bpf));
            Assert.Equal(new[] { thread.Id, headless.Id }.Order(), Threads(bpf).Select(t => t.Item1));
            Assert.Equal(proc.Id, bpf.Id);
            Assert.NotNull(bpf.OwnerUserNamespace);

            HostNamespace Scan(ProcessScanBackend backend)
            {
                HostNamespaces host = _scanner.Scan(new HostScanOptions { Backend = backend, IncludeHolders = holders });
                Assert.Equal(backend, host.Backend);
                return host.Namespaces.Single(n => n.Id == red.Id);
            }
        }

        static IEnumerable<(int, int?)> Threads(HostNamespace ns) => ns.Holders.Where(h => h.Kind == NamespaceHolderKind.Thread).Select(h => (h.ProcessId, h.ThreadId)).Order();
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_process_elsewhere_costs_no_byte(ProcessScanBackend backend)
    {
        Require(backend);
        using var red = NetworkNamespace.CreateAnonymous();
        long alone = Allocated(red, backend);
        ProcessInside[] others = [.. Enumerable.Range(0, 30).Select(_ => ProcessInside.Start(["sh", "-c", "echo ready; read end"]))];
        try
        {
            Assert.Equal(alone, Allocated(red, backend));
        }
        finally
        {
            Array.ForEach(others, process => process.Dispose());
        }
    }

    [Fact]
    public async Task Many_threads_may_ask_at_once()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var blue = NetworkNamespace.CreateAnonymous();
        using var first = ProcessInside.Wait(red);
        using var second = ProcessInside.Wait(blue);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (int n = 0; n < 50; n++)
                Assert.Equal([i % 2 == 0 ? first.Id : second.Id], _scanner.FindProcesses(i % 2 == 0 ? red : blue).ProcessIds);
        })));
    }

    /// <summary>A process inside whose child has ended and is not waited for.</summary>
    private static ProcessInside Zombie(NetworkNamespace ns, out int zombieId)
    {
        ProcessInside parent = ProcessInside.Start(["nsenter", $"--net={ProcessInside.PathOf(ns)}", "python3", "-c", """
            import os, sys
            if os.fork() == 0:
                os._exit(0)
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
            print("ready", flush=True)
            sys.stdin.readline()
            """]);
        string children = File.ReadAllText($"/proc/{parent.Id}/task/{parent.Id}/children");
        zombieId = int.Parse(children.Trim(), CultureInfo.InvariantCulture);
        return parent;
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo("setsid", [program, .. arguments]))!;

    private static async Task End(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private HashSet<int> Find(Func<NetworkNamespace> make, ProcessScanBackend backend)
    {
        using NetworkNamespace ns = make();
        return Find(ns, backend);
    }

    private HashSet<int> Find(NetworkNamespace ns, ProcessScanBackend backend, bool threads = false) =>
        [.. _scanner.FindProcesses(ns, new ProcessScanOptions { Backend = backend, IncludeThreads = threads }).ProcessIds];

    /// <summary>The least of many runs: now and then the array pool has to make an array anew after a collection.</summary>
    private long Allocated(NetworkNamespace ns, ProcessScanBackend backend)
    {
        var options = new ProcessScanOptions { Backend = backend };
        long least = long.MaxValue;
        for (int i = 0; i < 20; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            _ = _scanner.FindProcesses(ns, options);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
