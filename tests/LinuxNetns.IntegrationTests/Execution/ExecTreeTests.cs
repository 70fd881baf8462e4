using System.Diagnostics;
using System.Globalization;

namespace LinuxNetns.IntegrationTests;

public sealed class ExecTreeTests : ExecFixture
{
    // A word that the command lines of a test's processes hold, and nobody else's.
    private readonly string _mark = $"9{Random.Shared.Next(100_000_000, 999_999_999)}";

    [Theory]
    [InlineData("setsid sh -c 'sleep MARK; true' & sleep MARK & echo started; wait", SysfsMode.BestEffort)]
    [InlineData("setsid sh -c 'sleep MARK; true' & sleep MARK & echo started; wait", SysfsMode.None)]
    [InlineData("(setsid sh -c 'setsid sleep MARK & sleep MARK & wait' &); echo started; exit 0", SysfsMode.BestEffort)]
    [InlineData("trap '' TERM INT HUP; while true; do (setsid sleep MARK &); echo started; sleep 0.02; done", SysfsMode.BestEffort)]
    [InlineData("sleep MARK & echo started; exit 0", SysfsMode.None)]
    public async Task Nothing_survives_a_time_out(string script, SysfsMode sysfs)
    {
        CommandResult result;
        var options = new ExecOptions { Sysfs = sysfs, Timeout = TimeSpan.FromSeconds(0.5) };
        do
        {
            options.Timeout *= 2;
            result = await Run(script.Replace("MARK", _mark, StringComparison.Ordinal), options);
        }
        while (!result.StandardOutput.Contains("started", StringComparison.Ordinal) && options.Timeout < TimeSpan.FromSeconds(30));

        Assert.StartsWith("started\n", result.StandardOutput, StringComparison.Ordinal);
        Assert.True(result.TimedOut);
        Assert.False(result.IsSuccess);
        Assert.Empty(Marked());
    }

    [Fact]
    public async Task Nothing_survives_a_cancellation()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task<CommandResult> run = Namespace.ExecAsync("sh", ["-c", $"setsid sh -c 'sleep {_mark}; true' & sleep {_mark}; true"], cancellationToken: cancel.Token);
        await Until(() => Marked().Count >= 4);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(Marked());
    }

    [Fact]
    public async Task A_cancelled_run_is_not_started()
    {
        string marker = Path.Join(Path.GetDirectoryName(Test.RunDirectory), "started");

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Namespace.ExecAsync("touch", [marker], cancellationToken: new CancellationToken(canceled: true)));

        Assert.False(File.Exists(marker));
    }

    [Fact]
    public async Task Killing_a_started_process_ends_what_it_started()
    {
        await using NamespaceProcess process = Namespace.StartProcess("sh", ["-c", $"setsid sleep {_mark} & sleep {_mark} & wait"]);
        await Until(() => Marked().Count >= 3);

        process.Kill();

        Assert.Equal(new ProcessExit(null, 9), await process.WaitForExitAsync(Token));
        Assert.Empty(Marked());
    }

    [Fact]
    public async Task A_daemon_is_found_after_its_parent_has_ended()
    {
        await using NamespaceProcess process = Namespace.StartProcess("sh", ["-c", $"(setsid sleep {_mark} &); exit 5"]);
        Assert.Equal(5, (await process.WaitForExitAsync(Token)).ExitCode);
        await Until(() => Marked().Count == 1);

        process.Kill();

        Assert.Empty(Marked());
        Assert.False(process.Signal(15));
    }

    [Fact]
    public async Task A_daemon_of_another_user_is_found_too()
    {
        RequireOtherUsers();
        await using NamespaceProcess process = Namespace.StartProcess("sh", ["-c", $"(setsid sleep {_mark} &); exit 0"], new ExecOptions { User = "nobody", WorkingDirectory = "/" });
        Assert.Equal(0, (await process.WaitForExitAsync(Token)).ExitCode);
        await Until(() => Marked().Count == 1);

        process.Kill();

        Assert.Empty(Marked());
    }

    [Fact]
    public async Task Who_cannot_be_found_does_not_keep_the_caller_waiting()
    {
        // No mount namespace to know it by, and it has left its group and its parent, but it holds the pipe.
        var options = new ExecOptions { Sysfs = SysfsMode.None, Timeout = TimeSpan.FromSeconds(0.5) };
        CommandResult result;
        do
        {
            options.Timeout *= 2;
            result = await Run($"setsid sh -c 'echo $$; exec sleep {_mark}' & exit 0", options);
        }
        while (result.StandardOutput.Length == 0 && options.Timeout < TimeSpan.FromSeconds(30));

        Assert.True(result.TimedOut);
        Assert.Equal(0, result.ExitCode);
        int survivor = int.Parse(result.StandardOutput, CultureInfo.InvariantCulture);
        Assert.Single(Marked());
        _ = Interop.Kill(survivor, Interop.SIGKILL);
        await Until(() => Marked().Count == 0);
    }

    [Fact]
    public async Task What_was_disposed_of_cannot_be_killed()
    {
        NamespaceProcess process = Namespace.StartProcess("true");
        await process.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => process.Kill());
        Assert.Throws<ObjectDisposedException>(() => process.Kill(entireProcessTree: false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_child_leads_a_group_of_its_own_unless_it_shares_a_terminal(bool terminal)
    {
        TestPrivilege.RequireProgram("script");
        string host = $"dotnet {HostPath} group {Test.RunDirectory} {Test.Options.EtcDirectory} lnx-exec";

        // Not in the namespace: only the terminal is wanted of script(1).
        using NetworkNamespace here = NetworkNamespace.OpenCurrent();
        CommandResult result = await here.ExecAsync("script", ["-qec", terminal ? host : host + " < /dev/null 2>&1 | cat", "/dev/null"],
            new ExecOptions { Sysfs = SysfsMode.None, Timeout = TimeSpan.FromMinutes(1), Environment = new Dictionary<string, string?> { ["TERM"] = "dumb" } }, Token);

        Assert.Equal(0, result.ExitCode);
        string[] groups = result.StandardOutput.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, groups.Length);
        Assert.Equal(terminal, groups[0] == groups[1]);
    }

    [Fact]
    public async Task A_signal_reaches_the_process_alone()
    {
        var options = new ExecOptions { StandardOutput = StandardStreamMode.Piped };
        await using NamespaceProcess process = Namespace.StartProcess("sh", ["-c", "trap 'echo got it; exit 6' TERM; echo ready; while true; do sleep 0.05; done"], options);
        using var output = new StreamReader(process.StandardOutput);
        Assert.Equal("ready", await output.ReadLineAsync(Token));
        Assert.False(process.HasExited);

        Assert.True(process.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM));

        Assert.Equal("got it", await output.ReadLineAsync(Token));
        Assert.Equal(6, (await process.WaitForExitAsync(Token)).ExitCode);
        Assert.True(process.HasExited);
    }

    [Fact]
    public async Task What_was_let_go_of_goes_on_and_leaves_no_zombie()
    {
        int id;
        using (NamespaceProcess process = Namespace.StartProcess("sleep", ["0.3"], new ExecOptions { StandardInput = StandardStreamMode.Null }))
            id = process.Id;

        Assert.NotNull(ProcessStat.TryRead(id));
        await Until(() => ProcessStat.TryRead(id) is not { } stat || stat.ParentId != Environment.ProcessId);
    }

    [Fact]
    public async Task A_child_that_has_ended_costs_nothing_while_its_tracer_does_not_look()
    {
        TestPrivilege.RequireProgram("python3");
        await using NamespaceProcess child = Namespace.StartProcess("sleep", ["1000"]);
        string trace = $"import ctypes, sys; print(ctypes.CDLL(None).ptrace(0x4206, {child.Id}, None, None), flush=True); sys.stdin.read()"; // PTRACE_SEIZE
        using Process tracer = Process.Start(new ProcessStartInfo("python3", ["-c", trace]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("0", await tracer.StandardOutput.ReadLineAsync(Token));
        Assert.True(child.Signal(9));
        await Until(() => ProcessStat.TryRead(child.Id) is { HasEnded: true });

        long before = WaiterTicks();
        await Task.Delay(1000, Token);
        long ticks = WaiterTicks() - before;

        Assert.False(child.HasExited);
        // Of 100 in that second.
        Assert.True(ticks < 15, $"{ticks} ticks");
        tracer.StandardInput.Close();
        await tracer.WaitForExitAsync(Token);
        Assert.Equal(new ProcessExit(null, 9), await child.WaitForExitAsync(Token));
    }

    /// <summary>User and system time of the thread that waits for children (proc_pid_stat(5)).</summary>
    private static long WaiterTicks()
    {
        string thread = Directory.GetDirectories("/proc/self/task").Single(t => CommOf(t) == "netns children\n");
        string stat = File.ReadAllText(Path.Join(thread, "stat"));
        string[] words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return long.Parse(words[11], CultureInfo.InvariantCulture) + long.Parse(words[12], CultureInfo.InvariantCulture);
    }

    /// <summary>Other tests' threads come and go.</summary>
    private static string? CommOf(string thread)
    {
        try
        {
            return File.ReadAllText(Path.Join(thread, "comm"));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private List<string> Marked()
    {
        var found = new List<string>();
        foreach (string directory in Directory.GetDirectories("/proc"))
        {
            try
            {
                string line = File.ReadAllText(Path.Join(directory, "cmdline"));
                if (line.Contains(_mark, StringComparison.Ordinal))
                    found.Add(line);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Gone, or no process.
            }
        }

        return found;
    }

    private static async Task Until(Func<bool> condition)
    {
        long end = Environment.TickCount64 + 30_000;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < end, "It did not come to pass within 30 seconds.");
            await Task.Delay(10, Token);
        }
    }
}
