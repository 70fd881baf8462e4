using System.Reflection;
using LinuxNetns.Netlink;
using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests.Netlink;

/// <summary>The connections that a namespace object keeps belong to it, whatever those do who asked for them.</summary>
public sealed class KeptConnectionTests : IDisposable
{
    private readonly Lab _lab = new();

    private NetworkNamespace Namespace => _lab.Namespace;

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Who_disposes_of_the_connection_of_a_namespace_breaks_nothing()
    {
        LinkTable links = Namespace.Links;
        using (NetlinkConnection connection = Namespace.Netlink)
        using (GenericNetlinkConnection generic = Namespace.GenericNetlink)
        using (SocketTable sockets = Namespace.Sockets)
        {
            Assert.Same(connection.Links, links);
        }

        Assert.Equal("lo", Assert.Single(links.List()).Name);
        Assert.Equal("lo", Assert.Single(Namespace.Links.List()).Name);
        Assert.NotEmpty(Namespace.GenericNetlink.ListFamilies());
        Assert.Contains(Namespace.Sockets.List(), socket => socket.Kind == SocketKind.Netlink);
    }

    [Fact]
    public void They_end_with_the_namespace_object()
    {
        using NetworkNamespace other = NetworkNamespace.FromHandle(Namespace.Handle);
        LinkTable links = other.Links;
        GenericNetlinkConnection generic = other.GenericNetlink;
        SocketTable sockets = other.Sockets;

        other.Dispose();

        Assert.Throws<ObjectDisposedException>(links.List);
        Assert.Throws<ObjectDisposedException>(generic.ListFamilies);
        Assert.Throws<ObjectDisposedException>(() => sockets.List());
    }

    [Fact]
    public void A_socket_of_somebody_else_outlives_the_connection()
    {
        using SafeFileHandle socket = NamespaceWindow.OpenSocket(Namespace.Handle, 16, 3 | 0x80000, 0);
        NetlinkConnection connection = NetlinkConnection.FromHandle(socket, ownsHandle: false);

        connection.Dispose();

        Assert.False(socket.IsClosed);
        Assert.Equal("lo", Assert.Single(connection.Links.List()).Name);
    }

    [Fact]
    public void A_connection_that_cannot_be_made_leaves_nothing()
    {
        _ = Namespace.Links;
        int[] before = [.. Namespace.OwnDescriptors()];
        SafeFileHandle? opened = null;

        Assert.Throws<NetlinkException>(() => Namespace.OpenKept<NetlinkConnection>(0, socket =>
        {
            opened = socket;
            throw new NetlinkException(Errno.ENOMEM, "bind a netlink socket");
        }));

        Assert.True(opened!.IsClosed);
        Assert.Equal(before, Namespace.OwnDescriptors());
        Assert.All((SafeFileHandle[])typeof(NetworkNamespace).GetField("_sockets", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(Namespace)!, socket => Assert.False(socket.IsClosed));
    }
}
