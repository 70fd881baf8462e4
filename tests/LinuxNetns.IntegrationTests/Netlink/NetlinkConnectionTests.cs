using System.Net.Sockets;
using System.Runtime.InteropServices;
using LinuxNetns.Netlink;
using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests.Netlink;

public class NetlinkConnectionTests
{
    [Fact]
    public void Anybody_may_list_the_links_of_the_own_namespace()
    {
        using NetlinkConnection connection = NetlinkConnection.Open();

        Assert.Equal("lo", connection.Links.Find(1)?.Name);
    }

    [Fact]
    public void The_socket_stays_in_the_namespace_that_it_was_made_in()
    {
        using var lab = new Lab();
        lab.Ip("link add lnx-netlink0 type veth peer lnx-netlink1");
        using NetlinkConnection there = NetlinkConnection.FromHandle(OpenIn(lab));
        using NetlinkConnection here = NetlinkConnection.Open();

        Assert.NotNull(there.Links.Find("lnx-netlink0"));
        Assert.Null(here.Links.Find("lnx-netlink0"));
    }

    [Fact]
    public void A_socket_that_is_no_netlink_socket_is_refused_and_closed()
    {
        SafeHandle udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp).SafeHandle;

        NetlinkException error = Assert.Throws<NetlinkException>(() => NetlinkConnection.FromHandle(udp));

        Assert.Equal("bind a netlink socket", error.Operation);
        Assert.True(udp.IsClosed);
    }

    [Fact]
    public void Disposing_closes_the_socket_and_later_calls_say_so()
    {
        using var lab = new Lab();
        SafeFileHandle socket = OpenIn(lab);
        NetlinkConnection connection = NetlinkConnection.FromHandle(socket);

        connection.Dispose();

        Assert.True(socket.IsClosed);
        Assert.Throws<ObjectDisposedException>(() => connection.Links.List());
        Assert.Throws<ObjectDisposedException>(() => connection.Links.Find("lo"));
        connection.Dispose();
    }

    [Fact]
    public void A_non_blocking_socket_does_as_well()
    {
        using var lab = new Lab();
        using NetlinkConnection connection = NetlinkConnection.FromHandle(OpenIn(lab, flags: 0x800));

        Assert.Equal("lo", connection.Links.Get("lo").Name);
    }

    /// <summary>AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | flags, NETLINK_ROUTE.</summary>
    private static SafeFileHandle OpenIn(Lab lab, int flags = 0) => NamespaceWindow.OpenSocket(lab.Namespace.Handle, 16, 3 | 0x80000 | flags, 0);
}
