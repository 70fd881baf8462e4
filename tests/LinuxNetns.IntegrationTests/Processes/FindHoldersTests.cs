using System.Net.Sockets;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests;

public sealed class FindHoldersTests
{
    private const int AF_INET = 2, SOCK_DGRAM = 2, SOCK_CLOEXEC = 0x80000;

    private readonly ProcessScanner _scanner = new();

    [Fact]
    public void The_handle_that_asks_is_no_holder()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();

        Assert.Empty(_scanner.FindHolders(red).Holders);

        Assert.NotEmpty(red.Links.List()); // its netlink socket is no holder either
        Assert.Empty(_scanner.FindHolders(red).Holders);
    }

    [Fact]
    public void Another_descriptor_of_this_process_is_a_holder()
    {
        TestPrivilege.Require();
        using var red = NetworkNamespace.CreateAnonymous();
        using var again = NetworkNamespace.FromHandle(red.Handle);

        NamespaceHolder holder = Assert.Single(_scanner.FindHolders(red).Holders);

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
        using var process = ProcessInside.Sleep(red);

        NamespaceHolder holder = Assert.Single(_scanner.FindHolders(red).Holders);

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
            NamespaceHolder holder = Assert.Single(_scanner.FindHolders(id).Holders);
            Assert.Equal(NamespaceHolderKind.Socket, holder.Kind);
            Assert.Equal(Environment.ProcessId, holder.ProcessId);
            Assert.Equal((int)socket.DangerousGetHandle(), holder.Descriptor);
        }

        Assert.Empty(_scanner.FindHolders(id).Holders);
    }
}
