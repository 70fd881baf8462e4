using System.Net;
using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class SocketTableTests
{
    private const int SockDiagByFamily = 20;

    [Fact]
    public void A_connection_is_read_and_ended_by_its_cookie()
    {
        FakePeer peer = new(s => [Tcp(s[0]), Wire.DoneMessage(s[0])], s => [Wire.Ack(s[0])]);
        using var table = new SocketTable(peer);

        SocketInfo socket = Assert.Single(table.List(new SocketFilter { Kinds = [SocketKind.Tcp], Family = AddressFamily.InterNetwork, States = [SocketState.Established] }));
        table.Destroy(socket);

        Assert.Equal((SocketKind.Tcp, SocketState.Established, 5u, 6u, 1000u, 4711u), (socket.Kind, socket.State, socket.ReceiveQueue, socket.SendQueue, socket.UserId!.Value, socket.Inode));
        Assert.Equal((IPEndPoint.Parse("10.0.0.1:80"), IPEndPoint.Parse("10.0.0.2:8080")), (socket.Local, socket.Remote));
        Assert.Equal((0x200000001ul, 3, 77u), (socket.Cookie, socket.InterfaceIndex, socket.Mark!.Value));
        Assert.Equal([.. new byte[] { 2, 6, 0, 0 }, .. Wire.Int32(2), .. new byte[48]], peer.Sent[0][16..]);
        Assert.Equal(21, BitConverter.ToUInt16(peer.Sent[1], 4));
        Assert.Equal([.. new byte[] { 2, 6, 0, 0 }, .. Wire.Int32(2), .. Id()], peer.Sent[1][16..]);
    }

    [Fact]
    public void Names_of_unix_sockets_are_paths_or_abstract()
    {
        static byte[] Unix(uint sequence, byte[] name) => Wire.Message(
            SockDiagByFamily, Wire.Multi, sequence, [1, 1, 10, 0, .. Wire.Int32(99), .. Wire.Int32(5), .. Wire.Int32(0)], Wire.Attribute(0, name), Wire.Attribute(4, [.. Wire.Int32(1), .. Wire.Int32(2)]),
            Wire.Attribute(2, Wire.Int32(98)));
        using var table = new SocketTable(new FakePeer(s => [Unix(s[0], [.. "/run/x\0"u8]), Unix(s[0], [0, .. "abstract"u8]), Unix(s[0], []), Wire.DoneMessage(s[0])]));

        IReadOnlyList<SocketInfo> sockets = table.List(new SocketFilter { Kinds = [SocketKind.Unix] });

        Assert.Equal(["/run/x", "@abstract", null], sockets.Select(socket => socket.Path));
        Assert.All(sockets, socket => Assert.Equal((SocketState.Listen, SocketType.Stream, 99u, 98u, 1u, 2u), (socket.State, socket.Type, socket.Inode, socket.PeerInode, socket.ReceiveQueue, socket.SendQueue)));
    }

    [Fact]
    public void A_kind_that_the_kernel_cannot_tell_is_an_error_only_where_it_is_asked_for()
    {
        Func<uint[], byte[][]> absent = s => [Wire.Ack(s[0], (int)Errno.ENOENT)];
        using var table = new SocketTable(new FakePeer(absent, absent, absent, absent, absent, absent, absent, absent));

        Assert.Empty(table.List());
        NetlinkException error = Assert.Throws<NetlinkException>(() => table.List(new SocketFilter { Kinds = [SocketKind.Raw] }));
        Assert.Equal((Errno.ENOENT, "list Raw sockets"), (error.Errno, error.Operation));
    }

    private static byte[] Tcp(uint sequence) => Wire.Message(
        SockDiagByFamily, Wire.Multi, sequence,
        [2, 1, 0, 0, .. Id(), .. Wire.Int32(0), .. Wire.Int32(5), .. Wire.Int32(6), .. Wire.Int32(1000), .. Wire.Int32(4711)], Wire.Attribute(8, [0]), Wire.Attribute(15, Wire.Int32(77)));

    private static byte[] Id() => [0, 80, 0x1f, 0x90, 10, 0, 0, 1, .. new byte[12], 10, 0, 0, 2, .. new byte[12], .. Wire.Int32(3), .. Wire.Int32(1), .. Wire.Int32(2)];
}
