using System.Diagnostics;
using System.Globalization;

namespace LinuxNetns.IntegrationTests;

/// <summary>The ways to find processes, beside each other and beside ip.</summary>
public sealed class BackendTests
{
    private readonly ProcessScanner _scanner = new();

    public static TheoryData<ProcessScanBackend> Backends => [ProcessScanBackend.Bpf, ProcessScanBackend.NetnsId, ProcessScanBackend.Proc];

    [Theory]
    [MemberData(nameof(Backends))]
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
    public void The_first_question_of_a_program_is_answered_as_well()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);

        FinderAnswerLine[] answers = Host(Command("/proc", ProcessInside.PathOf(red), "first Auto Auto"));

        Assert.Equal("whole", answers[0].Whole);
        Assert.Contains(answers[0].Backend, (string[])["Proc", answers[1].Backend]); // another way only if /proc does not show all
        Assert.Equal(HasBpf ? "Bpf" : "NetnsId", answers[1].Backend);
        Assert.All(answers, answer => Assert.Equal([process.Id], answer.ProcessIds));

        // In a PID namespace of its own all processes show: no need to load a program, unless the machine has many.
        FinderAnswerLine[] nested = Host($"exec unshare --pid --fork --mount-proc sh -c '{Command("/proc", "/proc/self/ns/net", "first Auto Auto")}; true'");
        if (new ProcessTable("/proc").CountOwn() < 500)
            Assert.Equal(("Proc", "", "whole"), (nested[0].Backend, nested[0].Fallbacks, nested[0].Whole));
        Assert.Equal(HasBpf ? "Bpf" : "NetnsId", nested[1].Backend);
        Assert.All(nested, answer => Assert.Equal([1, 2], answer.ProcessIds.Order()));
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
    public void Without_the_capabilities_for_BPF_rtnetlink_is_asked_and_without_those_proc_is_read()
    {
        TestPrivilege.Require();
        string command = Command("/proc", "/proc/self/ns/net", "Auto +Auto Bpf");

        FinderAnswerLine[] nested = Host($"unshare -Urn {command}");
        Assert.Equal(("NetnsId", "Bpf"), (nested[0].Backend, nested[0].Fallbacks));
        Assert.Single(nested[0].ProcessIds);
        Assert.Equal(("Proc", "Bpf,NetnsId"), (nested[1].Backend, nested[1].Fallbacks));
        Assert.Equal(nested[0].ProcessIds, nested[1].ProcessIds);
        Assert.Equal(("refused", "NotPermitted"), (nested[2].Backend, nested[2].Whole));

        FinderAnswerLine[] bare = Host($"setpriv --bounding-set -bpf,-perfmon,-sys_admin,-sys_ptrace --inh-caps -all {Command("/proc", "/proc/self/ns/net", "Auto")}");
        Assert.Equal(("Proc", "Bpf,NetnsId", "part"), (bare[0].Backend, bare[0].Fallbacks, bare[0].Whole));
    }

    [Fact]
    public void A_capability_that_is_dropped_half_way_changes_who_answers_and_not_the_answer()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);

        FinderAnswerLine[] answers = Host(Command("/proc", ProcessInside.PathOf(red), "Auto drop Auto"));
        FinderAnswerLine[] early = Host(Command("/proc", ProcessInside.PathOf(red), "drop Auto"));

        Assert.Equal([process.Id], answers[0].ProcessIds);
        Assert.True(answers[1].ProcessIds.SetEquals([process.Id]) || answers[1].Whole == "part", $"{answers[1]}");
        Assert.NotEqual("Bpf", Assert.Single(early).Backend);
        Assert.True(early[0].ProcessIds.SetEquals([process.Id]) || early[0].Whole == "part", $"{early[0]}");
    }

    [Theory]
    [InlineData("bpf", "NetnsId", "Bpf")]
    [InlineData("bpf,netlink", "Proc", "Bpf,NetnsId")]
    public void What_seccomp_refuses_is_passed_over(string refused, string backend, string fallbacks)
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("python3");
        TestPrivilege.Require(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64 ? null : "the filter is for x86-64");
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);

        FinderAnswerLine answer = Assert.Single(Host($"python3 - {refused} {Command("/proc", ProcessInside.PathOf(red), "Auto")} <<'END'\n{Seccomp}\nEND"));

        Assert.Equal((backend, fallbacks), (answer.Backend, answer.Fallbacks));
        Assert.Equal([process.Id], answer.ProcessIds);
    }

    [Fact]
    public void A_kernel_without_its_types_is_passed_over()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);
        string path = ProcessInside.PathOf(red);

        foreach (string hide in (string[])["mount -t tmpfs none /sys", $"head -c 100000 {TaskIterator.BtfPath} > /run/btf; mount --bind /run/btf {TaskIterator.BtfPath}"])
        {
            TestPrivilege.Require(File.Exists(TaskIterator.BtfPath) ? null : "there is no BTF");
            FinderAnswerLine answer = Assert.Single(Host($"{hide}; {Command("/proc", path, "Auto")}"));

            Assert.Equal(("NetnsId", "Bpf"), (answer.Backend, answer.Fallbacks));
            Assert.Equal([process.Id], answer.ProcessIds);
        }
    }

    [Fact]
    public void A_proc_that_hides_processes_gives_a_part_and_says_so()
    {
        TestPrivilege.Require();
        TestPrivilege.Require(UserNamespace.IsNested() ? "no /proc can be mounted, and no other group be taken" : null);
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);
        string path = ProcessInside.PathOf(red);
        const string mount = "mkdir -p /run/hidden /run/small; mount -t proc -o hidepid=2 proc /run/hidden || exit 9; mount -t proc -o subset=pid proc /run/small || exit 9";
        const string weak = "setpriv --regid 65534 --clear-groups --bounding-set -bpf,-perfmon,-sys_admin,-sys_ptrace --inh-caps -all";

        FinderAnswerLine[] answers = Host($"{mount}; {Command("/run/hidden", path, "Auto Proc")}; {weak} {Command("/run/hidden", "/proc/self/ns/net", "Auto")}; {Command("/run/small", path, "Auto Proc NetnsId")}");

        Assert.Equal(6, answers.Length);
        Assert.All(answers.Where((_, i) => i != 2), answer => Assert.Equal([process.Id], answer.ProcessIds));
        Assert.Equal(HasBpf ? "Bpf" : "NetnsId", answers[0].Backend);
        Assert.Equal(("Proc", "part"), (answers[2].Backend, answers[2].Whole));
        Assert.Equal("0", answers[2].Denied); // hidden ones are not even counted
    }

    [Fact]
    public void A_proc_that_is_gone_is_an_error_or_no_matter()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);

        SandboxResult result = TestSandbox.Run($"mkdir /run/empty; {Command("/run/empty", ProcessInside.PathOf(red), "Auto Bpf")}");
        FinderAnswerLine[] answers = FinderAnswerLine.Parse(result);

        // Not a process table at all: nobody is in it, and whom the kernel knows was not asked for.
        Assert.Equal(("Proc", "Bpf,NetnsId"), (answers[0].Backend, answers[0].Fallbacks));
        Assert.Empty(answers[0].ProcessIds);
        Assert.Equal("refused", answers[1].Backend);
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
    [MemberData(nameof(Backends))]
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

    private static bool HasBpf { get; } = ProbeBpf() is null;

    private static string Seccomp => """
        import ctypes, os, struct, sys
        BPF, SOCKET, AF_NETLINK, EPERM = 321, 41, 16, 0x50001
        def op(code, k, jt=0, jf=0): return struct.pack("HBBI", code, jt, jf, k)
        number, first, jump = 0x20, 16, 0x15
        refused = sys.argv[1].split(",")
        filter = [op(number, 0), op(jump, BPF, 0, 1), op(6, EPERM)]
        if "netlink" in refused:
            filter += [op(jump, SOCKET, 0, 3), op(number, first), op(jump, AF_NETLINK, 0, 1), op(6, EPERM)]
        filter += [op(6, 0x7fff0000)]
        code = ctypes.create_string_buffer(b"".join(filter))
        program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(filter), ctypes.addressof(code)))
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, ctypes.c_void_p(ctypes.addressof(program)), 0, 0):
            raise OSError(ctypes.get_errno(), "seccomp")
        os.execvp(sys.argv[2], sys.argv[2:])
        """;

    private static string? ProbeBpf()
    {
        using var records = new TaskRecords();
        return TaskIterator.Run(new TaskQuestion { Inode = 1 }, records)?.ToString();
    }

    private static ProcessScanBackend[] Working() => HasBpf ? [ProcessScanBackend.Bpf, ProcessScanBackend.NetnsId, ProcessScanBackend.Proc] : [ProcessScanBackend.NetnsId, ProcessScanBackend.Proc];

    private static void Require(ProcessScanBackend backend)
    {
        TestPrivilege.Require();
        TestPrivilege.Require(backend == ProcessScanBackend.Bpf ? ProbeBpf() : null);
    }

    private static string Command(string procDirectory, string path, string ways) =>
        $"dotnet {Path.Join(AppContext.BaseDirectory, "LinuxNetns.TestHost.dll")} pids /run/netns /etc/netns {procDirectory} {path} {ways}";

    private static FinderAnswerLine[] Host(string script) => FinderAnswerLine.Parse(TestSandbox.Run(script));

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
