using System.Diagnostics;

using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests;

/// <summary>What happens when descriptors run out. The limit is the whole process's, so these run alone.</summary>
[Collection(nameof(NetworkNamespaceLimitTests))]
[CollectionDefinition(nameof(NetworkNamespaceLimitTests), DisableParallelization = true)]
public sealed class NetworkNamespaceLimitTests : IDisposable
{
    private readonly TestRegistry _test;

    public NetworkNamespaceLimitTests()
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("prlimit");
        _test = new TestRegistry();
    }

    public void Dispose() => _test.Dispose();

    [Fact]
    public void Without_descriptors_nothing_is_mistaken_for_a_placeholder_and_a_name_can_still_be_deleted()
    {
        NetworkNamespace owned = _test.Registry.AddOwned("owned");
        _test.Registry.Add("red").Dispose();
        using NetworkNamespace source = NetworkNamespace.CreateAnonymous();
        // Open once before: what is done for the first time may need descriptors of its own.
        source.NetnsIds.List();
        _ = _test.Registry.List();
        NamespaceError[] reasons = WithoutDescriptors(() =>
        [
            Reason(() => _test.Registry.Contains("red")),
            Reason(() => _test.Registry.List()),
            Reason(() => _test.Registry.Repair()),
            Reason(() => _test.Registry.Open("red")),
            Reason(() => _test.Registry.OpenOrAdd("red")),
            Reason(() => _test.Registry.Attach("new", source.Handle)),
            Reason(() => _test.Registry.Add("new")),
            Reason(() => owned.Links.List()),
            Reason(owned.Dispose),
        ]);

        Assert.Equal([.. Enumerable.Repeat(NamespaceError.LimitReached, 8), NamespaceError.Unknown], reasons);
        Assert.Equal([("red", NamespaceEntryState.Live)], _test.Registry.List().Select(e => (e.Name, e.State)));
    }

    [Fact]
    public void A_failure_to_open_netlink_is_not_remembered()
    {
        using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        using (NetworkNamespace other = NetworkNamespace.CreateAnonymous())
            other.Links.List();

        NamespaceError[] reasons = WithoutDescriptors(() => [Reason(() => ns.Links.List())]);

        Assert.Equal([NamespaceError.LimitReached], reasons);
        Assert.Equal("lo", Assert.Single(ns.Links.List()).Name);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_tree_is_killed_and_nothing_of_it_stays_stopped_when_descriptors_run_out(int left)
    {
        var options = new ExecOptions { StandardInput = StandardStreamMode.Null };
        using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        await using (NamespaceProcess first = ns.StartProcess("sleep", ["1000"], options))
            first.Kill();
        await using NamespaceProcess process = ns.StartProcess("sh", ["-c", "sleep 1000 & sleep 1000; true"], options);
        try
        {
            _ = WithoutDescriptors(() =>
            {
                // One for the child, one for /proc; with those, what is in there still cannot be read.
                Assert.Equal(left < 2, Record.Exception(() => process.Kill()) is IOException);
                return [];
            }, left);

            Assert.Equal(new ProcessExit(null, 9), await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
            Assert.True(SpinWait.SpinUntil(() => Interop.Kill(-process.Id, 0) != 0, 20_000), "Something of its group is left.");
        }
        finally
        {
            _ = Interop.Kill(-process.Id, Interop.SIGKILL);
        }
    }

    /// <summary>The reason of what an action throws; Unknown where it throws nothing.</summary>
    private static NamespaceError Reason(Action action)
    {
        try
        {
            action();
            return NamespaceError.Unknown;
        }
        catch (NetworkNamespaceException e)
        {
            return e.Reason;
        }
    }

    /// <summary>Lowers the soft limit, fills what it allows but for a few, and lets everything go again.</summary>
    private static NamespaceError[] WithoutDescriptors(Func<NamespaceError[]> action, int left = 0)
    {
        // Loads what is loaded at the first exception.
        _ = Reason(() => NetworkNamespace.OpenPath("/nobody"));
        _ = Interop.Error(Errno.EMFILE, "open").ToString();
        string limits = File.ReadLines("/proc/self/limits").Single(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        string[] words = limits["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fill = new List<int>();
        // What other tests have open, and then some to fill.
        int highest = Directory.GetFiles("/proc/self/fd").Max(path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture));
        SetLimit($"{highest + 64}", words[1]);
        try
        {
            int fd;
            while ((fd = Interop.Open("/dev/null", Interop.O_CLOEXEC, 0)) >= 0)
                fill.Add(fd);
            for (; left > 0; left--)
            {
                _ = Interop.Close(fill[^1]);
                fill.RemoveAt(fill.Count - 1);
            }

            return action();
        }
        finally
        {
            foreach (int fd in fill)
                _ = Interop.Close(fd);
            SetLimit(words[0], words[1]);
        }
    }

    private static void SetLimit(string soft, string hard)
    {
        using Process process = Process.Start("prlimit", ["--pid", $"{Environment.ProcessId}", $"--nofile={soft}:{hard}"]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
