using System.Diagnostics;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests;

public sealed class NetworkNamespaceTests
{
    private readonly string _name = $"lnx-test-{Guid.NewGuid():N}";

    public NetworkNamespaceTests() => TestPrivilege.Require();

    [Fact]
    public void Disposing_deletes_the_name_that_Create_made()
    {
        var registry = new NamespaceRegistry();
        using (NetworkNamespace ns = NetworkNamespace.Create(_name))
        {
            Assert.Equal(_name, ns.Name);
            Assert.True(registry.Contains(_name));
        }

        Assert.False(registry.Contains(_name));
        Assert.DoesNotContain(registry.List(), e => e.Name == _name);
    }

    [Fact]
    public void Disposing_twice_deletes_once()
    {
        NetworkNamespace first = NetworkNamespace.Create(_name);
        first.Dispose();
        using NetworkNamespace second = NetworkNamespace.Create(_name);

        first.Dispose();

        Assert.True(new NamespaceRegistry().Contains(_name));
    }

    [Fact]
    public void A_name_that_was_kept_stays()
    {
        var registry = new NamespaceRegistry();
        NetworkNamespace.Create(_name).Keep().Dispose();

        Assert.True(registry.Contains(_name));
        registry.Delete(_name);
    }

    [Fact]
    public void Disposing_leaves_a_name_that_stands_for_another_namespace_by_now()
    {
        var registry = new NamespaceRegistry();
        NetworkNamespace ns = NetworkNamespace.Create(_name);
        registry.Delete(_name);
        registry.Add(_name).Dispose();

        ns.Dispose();

        Assert.True(registry.Contains(_name));
        registry.Delete(_name);
    }

    [Fact]
    public void OpenOrCreate_deletes_only_what_it_made()
    {
        var registry = new NamespaceRegistry();
        using (NetworkNamespace made = NetworkNamespace.OpenOrCreate(_name))
        {
            using (NetworkNamespace opened = NetworkNamespace.OpenOrCreate(_name))
                Assert.Equal(made, opened);
            Assert.True(registry.Contains(_name));
        }

        Assert.False(registry.Contains(_name));
    }

    [Fact]
    public void An_anonymous_namespace_has_no_name_and_is_like_no_other()
    {
        using NetworkNamespace one = NetworkNamespace.CreateAnonymous();
        using NetworkNamespace other = NetworkNamespace.CreateAnonymous();

        Assert.Null(one.Name);
        Assert.NotEqual(one, other);
        Assert.True(one != other);
        Assert.Equal("lo", Assert.Single(one.Links.List()).Name);
    }

    [Fact]
    public void The_kernels_id_is_never_used_again_though_inodes_are()
    {
        var ids = new HashSet<ulong>();
        for (int i = 0; i < 50; i++)
        {
            using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
            // Kernels before 5.14 give no id; there is nothing to prove on them.
            if (ns.Id.KernelId is not { } id)
                return;
            Assert.True(ids.Add(id), $"{id} came twice");
        }
    }

    [Fact]
    public void A_process_is_opened_in_its_own_namespace()
    {
        using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        using Process sleeper = Process.Start("unshare", ["--net", "sleep", "1000"]);
        try
        {
            SpinWait.SpinUntil(() => File.ReadAllText($"/proc/{sleeper.Id}/comm") == "sleep\n", TimeSpan.FromSeconds(20));
            using NetworkNamespace opened = NetworkNamespace.OpenProcess(sleeper.Id);
            using NetworkNamespace byPath = NetworkNamespace.OpenPath($"/proc/{sleeper.Id}/ns/net");
            using NetworkNamespace current = NetworkNamespace.OpenCurrent();

            Assert.Equal(byPath, opened);
            Assert.NotEqual(current, opened);
        }
        finally
        {
            sleeper.Kill();
            sleeper.WaitForExit();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_process_number_is_positive(int processId) => Assert.Throws<ArgumentOutOfRangeException>(() => NetworkNamespace.OpenProcess(processId));

    [Fact]
    public void A_process_that_has_ended_is_gone()
    {
        using Process ended = Process.Start("true");
        ended.WaitForExit();

        Assert.Equal(NamespaceError.ProcessGone, Assert.Throws<NetworkNamespaceException>(() => NetworkNamespace.OpenProcess(ended.Id)).Reason);
    }

    [Fact]
    public void A_descriptor_is_copied_and_stays_the_callers()
    {
        using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        using (NetworkNamespace copy = NetworkNamespace.FromHandle(ns.Handle))
            Assert.Equal(ns, copy);

        Assert.False(ns.Handle.IsClosed);
        using NetworkNamespace again = NetworkNamespace.FromHandle(ns.Handle);
        Assert.Equal(ns, again);
    }

    [Fact]
    public void A_descriptor_of_something_else_is_refused()
    {
        using SafeFileHandle file = File.OpenHandle("/etc/passwd");
        using SafeFileHandle uts = File.OpenHandle("/proc/self/ns/uts");

        Assert.Equal(NamespaceError.NotANetworkNamespace, Assert.Throws<NetworkNamespaceException>(() => NetworkNamespace.FromHandle(file)).Reason);
        Assert.Equal(NamespaceError.NotANetworkNamespace, Assert.Throws<NetworkNamespaceException>(() => NetworkNamespace.FromHandle(uts)).Reason);
    }

    [Fact]
    public void A_handle_that_was_disposed_of_says_so_and_keeps_its_id()
    {
        NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        NamespaceId id = ns.Id;
        ns.Dispose();

        Assert.Throws<ObjectDisposedException>(() => ns.Links.List());
        Assert.Equal(id, ns.Id);
    }

    [Fact]
    public void A_fifo_in_the_directory_hangs_nobody()
    {
        TestPrivilege.RequireProgram("mkfifo");
        using var test = new TestRegistry();
        Directory.CreateDirectory(test.RunDirectory);
        Process.Start("mkfifo", test.PathOf("pipe")).WaitForExit();

        Assert.Equal(NamespaceEntryState.Foreign, Assert.Single(test.Registry.List()).State);
        Assert.Throws<NetworkNamespaceException>(() => test.Registry.Open("pipe"));
    }

    [Fact]
    public void Links_are_brought_up_inside_and_not_outside()
    {
        using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        Assert.False(ns.Links.Get("lo").IsUp);

        ns.Links.SetUp("lo");

        Assert.True(ns.Links.Get("lo").IsUp);
        Assert.Equal(Errno.ENODEV, Assert.ThrowsAny<NetlinkException>(() => ns.Links.SetUp("lo", "nobody0")).Errno);
    }

    [Fact]
    public void Two_hundred_threads_use_namespaces_at_once_and_none_moves()
    {
        string home = new FileInfo("/proc/thread-self/ns/net").LinkTarget!;
        NetworkNamespace[] namespaces = [.. Enumerable.Range(0, 8).Select(_ => NetworkNamespace.CreateAnonymous())];
        int wrong = 0;
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            NetworkNamespace ns = namespaces[i % namespaces.Length];
            using SafeFileHandle socket = NamespaceWindow.OpenSocket(ns.Handle, domain: 1, type: 0x80002, protocol: 0);
            if (ns.Id.KernelId is { } id && Cookie(socket) != id)
                Interlocked.Increment(ref wrong);
            if (new FileInfo("/proc/thread-self/ns/net").LinkTarget != home)
                Interlocked.Increment(ref wrong);
        });
        foreach (NetworkNamespace ns in namespaces)
            ns.Dispose();

        Assert.Equal(0, wrong);
    }

    private static unsafe ulong Cookie(SafeFileHandle socket)
    {
        ulong cookie;
        uint length = sizeof(ulong);
        Assert.Equal(0, Interop.Getsockopt((int)socket.DangerousGetHandle(), Interop.SOL_SOCKET, Interop.SO_NETNS_COOKIE, &cookie, &length));
        return cookie;
    }
}
