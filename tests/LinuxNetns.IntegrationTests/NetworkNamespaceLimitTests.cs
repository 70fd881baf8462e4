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

    /// <summary>Lowers the soft limit to the descriptors that are open, fills the gaps, and lets everything go again.</summary>
    private static NamespaceError[] WithoutDescriptors(Func<NamespaceError[]> action)
    {
        // Loads what is loaded at the first exception.
        _ = Reason(() => NetworkNamespace.OpenPath("/nobody"));
        _ = Interop.Error(Errno.EMFILE, "open").ToString();
        string limits = File.ReadLines("/proc/self/limits").Single(l => l.StartsWith("Max open files", StringComparison.Ordinal));
        string[] words = limits["Max open files".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var fill = new List<int>();
        SetLimit("256", words[1]);
        try
        {
            int fd;
            while ((fd = Interop.Open("/dev/null", Interop.O_CLOEXEC, 0)) >= 0)
                fill.Add(fd);
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
