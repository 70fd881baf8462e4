using Microsoft.Win32.SafeHandles;

using static LinuxNetns.IntegrationTests.Backends;

namespace LinuxNetns.IntegrationTests;

/// <summary>What holds a namespace, as the kernel's iterators tell it and as /proc does.</summary>
[Collection(WholeHost.Name)]
public sealed class HolderBackendTests
{
    private const int AF_INET = 2, AF_UNIX = 1, AF_NETLINK = 16, AF_PACKET = 17, SOCK_DGRAM = 2, SOCK_RAW = 3, SOCK_CLOEXEC = 0x80000;

    private readonly ProcessScanner _scanner = new();

    [Fact]
    public void Both_tell_the_same_of_every_kind()
    {
        Require(ProcessScanBackend.Bpf);
        using var red = NetworkNamespace.CreateAnonymous();
        using var again = NetworkNamespace.FromHandle(red.Handle);
        using var inside = ProcessInside.Wait(red);
        using var thread = NamespaceScript.Thread(red);
        using var headless = NamespaceScript.ThreadWithoutMainThread(red);
        using var socket = NamespaceScript.Socket(red);
        using var descriptor = NamespaceScript.Descriptor(red);
        using var tun = NamespaceScript.Tun(red);
        using var mount = new HiddenMount(red);
        SafeFileHandle[] own =
        [
            Open(AF_INET, SOCK_DGRAM), Open(AF_UNIX, SOCK_DGRAM), Open(AF_NETLINK, SOCK_RAW), Open(AF_PACKET, SOCK_DGRAM),
        ];
        try
        {
            HostNamespace bpf = Scan(ProcessScanBackend.Bpf, red), proc = Scan(ProcessScanBackend.Proc, red);

            Assert.Equal(Lines(proc), Lines(bpf));
            Assert.Equal(4, bpf.Holders.Count(h => h.Kind == NamespaceHolderKind.Socket && h.ProcessId == Environment.ProcessId));
            Assert.All((int[])[socket.Id, tun.Id], id => Assert.Single(bpf.Holders, h => h.Kind == NamespaceHolderKind.Socket && h.ProcessId == id));
            Assert.Single(bpf.Holders, h => h.Kind == NamespaceHolderKind.Descriptor && h.ProcessId == descriptor.Id);
            Assert.Single(bpf.Holders, h => h.Kind == NamespaceHolderKind.Mount && h.ProcessId == mount.ProcessId);
            Assert.Equal((proc.Id.KernelId, proc.OwnerUserNamespace, proc.OwnerUserId), (bpf.Id.KernelId, bpf.OwnerUserNamespace, bpf.OwnerUserId));

            NamespaceHolders found = _scanner.FindHolders(red);
            Assert.Equal(ProcessScanBackend.Bpf, found.Backend);
            Assert.Empty(found.Fallbacks);
            string handle = $"descriptor {red.Handle.DangerousGetHandle()} of process {Environment.ProcessId} ";
            Assert.Equal(Lines(proc).Where(line => !line.StartsWith(handle, StringComparison.Ordinal)), Lines(found.Holders.Where(h => h.Kind != NamespaceHolderKind.Process)));
        }
        finally
        {
            Array.ForEach(own, handle => handle.Dispose());
        }

        SafeFileHandle Open(int family, int type) => NamespaceWindow.OpenSocket(red.Handle, family, type | SOCK_CLOEXEC, 0);
    }

    [Fact]
    public void A_namespace_that_only_a_socket_or_descriptor_keeps_is_told_with_its_owner()
    {
        Require(ProcessScanBackend.Bpf);
        NamespaceId id;
        SafeFileHandle socket;
        using (var red = NetworkNamespace.CreateAnonymous())
        {
            id = red.Id;
            socket = NamespaceWindow.OpenSocket(red.Handle, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        }

        using (socket)
        {
            HostNamespace bpf = Single(Scan(ProcessScanBackend.Bpf), id), proc = Single(Scan(ProcessScanBackend.Proc), id);

            Assert.Equal((proc.Id.KernelId, proc.OwnerUserNamespace, proc.OwnerUserId), (bpf.Id.KernelId, bpf.OwnerUserNamespace, bpf.OwnerUserId));
            Assert.NotNull(bpf.OwnerUserId);
            Assert.Equal(Lines(proc), Lines(bpf));
        }
    }

    [Fact]
    public void The_owner_is_who_made_the_user_namespace()
    {
        Require(ProcessScanBackend.Bpf);
        using var other = ProcessInside.Start(["setpriv", "--reuid", "4321", "--regid", "4321", "--clear-groups", "unshare", "-Urn", "sh", "-c", "echo ready; read end"]);
        NamespaceId id = _scanner.Identify(other.Id);

        HostNamespace bpf = Single(Scan(ProcessScanBackend.Bpf), id), proc = Single(Scan(ProcessScanBackend.Proc), id);

        Assert.Equal(4321U, bpf.OwnerUserId);
        Assert.Equal((proc.Id.KernelId, proc.OwnerUserNamespace, proc.OwnerUserId), (bpf.Id.KernelId, bpf.OwnerUserNamespace, bpf.OwnerUserId));
    }

    [Fact]
    public void The_nsid_is_the_same_with_a_process_inside_and_without()
    {
        Require(ProcessScanBackend.Bpf);
        using var test = new TestRegistry();
        using NetworkNamespace red = test.Registry.Add("red"), blue = test.Registry.Add("blue"), green = test.Registry.Add("green");
        using var inside = ProcessInside.Wait(red);
        using var neighbour = ProcessInside.Wait(green);
        int redId = test.Registry.SetNetnsId("red"), blueId = test.Registry.SetNetnsId("blue");
        var scanner = new ProcessScanner(test.Options);

        foreach (bool holders in (bool[])[false, true])
        {
            HostNamespaces host = scanner.Scan(new HostScanOptions { Backend = ProcessScanBackend.Bpf, IncludeHolders = holders });

            Assert.Equal((redId, blueId, null), (Single(host, red.Id).NetnsId, Single(host, blue.Id).NetnsId, Single(host, green.Id).NetnsId));
        }
    }

    [Fact]
    public void A_table_of_a_thread_s_own_is_told_with_the_thread()
    {
        Require(ProcessScanBackend.Bpf);
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = NamespaceScript.DescriptorOfThread(red);

        NamespaceHolder holder = Assert.Single(_scanner.FindHolders(red).Holders, h => h.ProcessId == process.Id);

        Assert.Equal(NamespaceHolderKind.Descriptor, holder.Kind);
        Assert.NotEqual(process.Id, holder.ThreadId);
        Assert.Equal(red.Id.ToString(), new FileInfo($"/proc/{holder.ThreadId}/fd/{holder.Descriptor}").LinkTarget);
        Assert.Contains($" of thread {holder.ThreadId} of process {process.Id} ", holder.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Single(Scan(ProcessScanBackend.Proc), red.Id).Holders, h => h.ProcessId == process.Id); // what /proc/PID/fd does not show
    }

    [Fact]
    public void A_table_without_a_main_thread_is_told_once()
    {
        Require(ProcessScanBackend.Bpf);
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = NamespaceScript.DescriptorWithoutMainThread(red);

        NamespaceHolder holder = Assert.Single(_scanner.FindHolders(red).Holders, h => h.ProcessId == process.Id);

        Assert.Equal(NamespaceHolderKind.Descriptor, holder.Kind);
        Assert.NotEqual(process.Id, holder.ThreadId);
    }

    [Fact]
    public void What_keeps_no_network_namespace_is_not_told()
    {
        Require(ProcessScanBackend.Bpf);
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = NamespaceScript.OtherDescriptors(red);

        Assert.DoesNotContain(_scanner.FindHolders(red).Holders, h => h.ProcessId == process.Id);
        Assert.DoesNotContain(Scan(ProcessScanBackend.Bpf).Namespaces, ns => ns.Holders.Any(h => h.ProcessId == process.Id && h.Kind != NamespaceHolderKind.Mount));
    }

    [Fact]
    public void Holders_in_a_nested_PID_namespace_have_the_numbers_that_their_reader_gives_them()
    {
        Require(ProcessScanBackend.Bpf);
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Start(["unshare", "--pid", "--fork", "--kill-child", "sh", "-c", $"exec 7<{ProcessInside.PathOf(red)}; echo ready; read end"]);

        HostNamespace bpf = Scan(ProcessScanBackend.Bpf, red), proc = Scan(ProcessScanBackend.Proc, red);

        Assert.Equal(Lines(proc), Lines(bpf));
        NamespaceHolder holder = Assert.Single(bpf.Holders, h => h.Descriptor == 7 && h.ProcessId != Environment.ProcessId);
        Assert.Equal(red.Id.ToString(), new FileInfo($"/proc/{holder.ProcessId}/fd/7").LinkTarget);
        Assert.NotEqual(1, holder.ProcessId);
    }

    [Fact]
    public void Where_BPF_is_refused_proc_is_read_and_the_reason_told()
    {
        TestPrivilege.Require();
        SandboxResult result = TestSandbox.Run($"unshare -Urnpf --mount-proc dotnet {Path.Join(AppContext.BaseDirectory, "LinuxNetns.TestHost.dll")} holders /run/netns /etc/netns");

        Assert.StartsWith("Proc;Bpf,NetnsId;", result.Output, StringComparison.Ordinal);
        Assert.Contains("bpf", result.Output, StringComparison.Ordinal);
        Assert.Contains("descriptor", result.Output, StringComparison.Ordinal);
    }

    private static HostNamespace Single(HostNamespaces host, NamespaceId id) => Assert.Single(host.Namespaces, ns => ns.Id == id);

    private HostNamespace Scan(ProcessScanBackend backend, NetworkNamespace ns) => Single(Scan(backend), ns.Id);

    private HostNamespaces Scan(ProcessScanBackend backend)
    {
        HostNamespaces host = _scanner.Scan(new HostScanOptions { Backend = backend });
        Assert.Equal(backend, host.Backend);
        Assert.Empty(host.Fallbacks);
        return host;
    }

    private static IEnumerable<string> Lines(HostNamespace ns) => Lines(ns.Holders);

    /// <summary>Without what another program that scans the host has open for a moment: nobody who is no child of ours has a descriptor of ours for long.</summary>
    private static IEnumerable<string> Lines(IEnumerable<NamespaceHolder> holders) => holders.Where(IsOurs).Select(h => h.ToString()).Order(StringComparer.Ordinal);

    private static bool IsOurs(NamespaceHolder holder) => holder.Command is not ("lsns" or "ip");
}
