using System.Net.Sockets;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests;

[Collection(WholeHost.Name)]
public sealed class FindHoldersTests
{
    private const int AF_INET = 2, SOCK_DGRAM = 2, SOCK_CLOEXEC = 0x80000;

    private readonly ProcessScanner _scanner = new();

    [Fact]
    public void The_handle_that_asks_is_no_holder()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();

        Assert.Empty(Stay(_scanner.FindHolders(red)));

        Assert.NotEmpty(red.Links.List()); // its netlink socket is no holder either
        Assert.Empty(Stay(_scanner.FindHolders(red)));
    }

    [Fact]
    public void Another_descriptor_of_this_process_is_a_holder()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var again = NetworkNamespace.FromHandle(red.Handle);

        NamespaceHolder holder = Assert.Single(Stay(_scanner.FindHolders(red)));

        Assert.Equal(NamespaceHolderKind.Descriptor, holder.Kind);
        Assert.Equal(Environment.ProcessId, holder.ProcessId);
        Assert.Equal((int)again.Handle.DangerousGetHandle(), holder.Descriptor);
        Assert.Equal(File.ReadAllText("/proc/self/comm").TrimEnd('\n'), holder.Command);
    }

    [Fact]
    public void A_process_inside_is_a_holder_and_what_it_has_there_is_not_told_again()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);

        NamespaceHolder holder = Assert.Single(Stay(_scanner.FindHolders(red)));

        Assert.Equal(NamespaceHolderKind.Process, holder.Kind);
        Assert.Equal(process.Id, holder.ProcessId);
        Assert.Equal("sh", holder.Command);
        Assert.Equal($"process {process.Id} (sh)", holder.ToString());
    }

    [Fact]
    public void A_socket_holds_a_namespace_that_nothing_else_does()
    {
        TestPrivilege.Require();
        NamespaceId id;
        SafeFileHandle socket;
        using (var red = NetworkNamespace.CreateAnonymous())
        {
            id = red.Id;
            socket = NamespaceWindow.OpenSocket(red.Handle, AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        }

        using (socket)
        {
            NamespaceHolder holder = Assert.Single(Stay(_scanner.FindHolders(id)));
            Assert.Equal(NamespaceHolderKind.Socket, holder.Kind);
            Assert.Equal(Environment.ProcessId, holder.ProcessId);
            Assert.Equal((int)socket.DangerousGetHandle(), holder.Descriptor);
        }

        Assert.Empty(Stay(_scanner.FindHolders(id)));
    }

    [Fact]
    public void A_thread_inside_is_told_when_its_process_is_elsewhere()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = NamespaceScript.Thread(red);

        NamespaceHolder holder = Assert.Single(Stay(_scanner.FindHolders(red)));

        Assert.Equal(NamespaceHolderKind.Thread, holder.Kind);
        Assert.Equal(process.Id, holder.ProcessId);
        Assert.NotEqual(process.Id, holder.ThreadId);
        Assert.True(Directory.Exists($"/proc/{process.Id}/task/{holder.ThreadId}"));
    }

    [Fact]
    public void A_thread_inside_is_told_when_its_main_thread_has_ended()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = NamespaceScript.ThreadWithoutMainThread(red);

        NamespaceHolder holder = Assert.Single(Stay(_scanner.FindHolders(red)));

        Assert.Equal((NamespaceHolderKind.Thread, process.Id), (holder.Kind, holder.ProcessId));
    }

    [Fact]
    public void A_socket_of_another_process_is_told()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = NamespaceScript.Socket(red);

        NamespaceHolder holder = Assert.Single(Stay(_scanner.FindHolders(red)));

        Assert.Equal((NamespaceHolderKind.Socket, process.Id), (holder.Kind, holder.ProcessId));
        Assert.StartsWith("socket:[", new FileInfo($"/proc/{process.Id}/fd/{holder.Descriptor}").LinkTarget, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tun_descriptor_of_another_process_is_told()
    {
        TestPrivilege.Require();
        TestPrivilege.Require(CanOpenTun() ? null : "/dev/net/tun cannot be opened");
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = NamespaceScript.Tun(red);

        NamespaceHolder holder = Assert.Single(Stay(_scanner.FindHolders(red)));

        Assert.Equal((NamespaceHolderKind.Socket, process.Id), (holder.Kind, holder.ProcessId));
    }

    [Fact]
    public void A_descriptor_of_another_process_is_told()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = NamespaceScript.Descriptor(red);

        NamespaceHolder holder = Assert.Single(_scanner.FindHolders(red).Holders, found => found.ProcessId == process.Id);

        Assert.Equal((NamespaceHolderKind.Descriptor, process.Id), (holder.Kind, holder.ProcessId));
        Assert.Equal(red.Id.ToString(), new FileInfo($"/proc/{process.Id}/fd/{holder.Descriptor}").LinkTarget);
    }

    [Fact]
    public void A_mount_in_another_mount_namespace_is_told()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var mount = new HiddenMount(red);

        NamespaceHolder holder = Assert.Single(Stay(_scanner.FindHolders(red)));

        Assert.Equal((NamespaceHolderKind.Mount, mount.ProcessId), (holder.Kind, holder.ProcessId));
        Assert.Equal(mount.MountPoint, holder.MountPoint);
        Assert.DoesNotContain(MountInfo.Read(), entry => entry.MountPoint == mount.MountPoint);
    }

    [Fact]
    public void A_name_is_a_mount_in_this_mount_namespace()
    {
        TestPrivilege.Require();
        using var test = new TestRegistry();
        using NetworkNamespace red = test.Registry.Add("red");

        Assert.Contains(_scanner.FindHolders(red).Holders, holder => holder.Kind == NamespaceHolderKind.Mount && holder.MountPoint == test.PathOf("red"));
    }

    [Fact]
    public void Another_namespace_with_the_same_inode_has_none_of_its_holders()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var process = ProcessInside.Wait(red);
        Assert.SkipWhen(red.Id.KernelId is null, "this kernel gives namespaces no ids (before Linux 5.14)");

        var former = new NamespaceId(red.Id.KernelId - 1, red.Id.Device, red.Id.Inode);

        Assert.Empty(_scanner.FindHolders(former).Holders);
        Assert.Contains(_scanner.FindHolders(red.Id).Holders, holder => holder.ProcessId == process.Id);
    }

    /// <summary>The holders without a program that scans the host at this moment and has every namespace open: nobody else has a descriptor of ours.</summary>
    private static IEnumerable<NamespaceHolder> Stay(NamespaceHolders found) =>
        found.Holders.Where(holder => holder.Kind != NamespaceHolderKind.Descriptor || holder.ProcessId == Environment.ProcessId);

    private static bool CanOpenTun()
    {
        try
        {
            File.OpenHandle("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
