using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using LinuxNetns.Netlink;
using Microsoft.Win32.SafeHandles;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed partial class SocketTests : IDisposable
{
    private readonly Lab _lab = new();
    private readonly List<Socket> _sockets = [];

    public SocketTests() => _lab.Ip("link set lo up");

    private SocketTable Sockets => _lab.Namespace.Sockets;

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        _lab.Dispose();
    }

    /// <summary>ss -e tells inode and cookie of each, which is all there is to know that both mean the same sockets.</summary>
    [Fact]
    public void The_list_is_that_of_ss()
    {
        OpenMany();
        string[] theirs = [.. _lab.Run("ss", "-H -t -u -n -a -e").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Internet).Order(StringComparer.Ordinal)];

        string[] ours =
        [
            .. Sockets.List(new SocketFilter { Kinds = [SocketKind.Tcp, SocketKind.Udp] }).Select(socket =>
                $"{Shown(socket.State)} {socket.ReceiveQueue} {socket.SendQueue} {Shown(socket.Local!, socket)} {Shown(socket.Remote!, socket)} ino:{socket.Inode} sk:{socket.Cookie:x}").Order(StringComparer.Ordinal),
        ];

        Assert.Equal(theirs, ours);
        Assert.True(ours.Length >= 7);
    }

    [Fact]
    public void Sockets_of_unix_are_those_of_ss()
    {
        OpenMany();
        string[] theirs =
        [
            .. _lab.Run("ss", "-H -x -a -n").Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Select(w => string.Join(' ', w.Take(8))).Order(StringComparer.Ordinal),
        ];

        string[] ours =
        [
            .. Sockets.List(new SocketFilter { Kinds = [SocketKind.Unix] }).Select(socket =>
                $"{(socket.Type == SocketType.Stream ? "u_str" : socket.Type == SocketType.Dgram ? "u_dgr" : "u_seq")} {Shown(socket.State)} {socket.ReceiveQueue} {socket.SendQueue} {socket.Path ?? "*"} {socket.Inode} * {socket.PeerInode ?? 0}")
                .Order(StringComparer.Ordinal),
        ];

        Assert.Equal(theirs, ours);
        Assert.True(ours.Length >= 3);
    }

    [Fact]
    public void Rows_are_what_the_list_is()
    {
        OpenMany();
        var filter = new SocketFilter { Kinds = [SocketKind.Tcp, SocketKind.Udp, SocketKind.Unix] };
        var rows = new List<string>();
        foreach (SocketRow row in Sockets.EnumerateRows(filter))
        {
            IPEndPoint? local = row.LocalAddress.IsEmpty ? null : new IPEndPoint(new IPAddress(row.LocalAddress), row.LocalPort);
            rows.Add($"{row.Kind} {row.State} {local} {row.RemotePort} {row.Inode} {row.Cookie:x} {row.ReceiveQueue} {row.SendQueue} {row.UserId} {row.PeerInode} {row.Name.Length > 0}");
        }

        Assert.Equal(
            Sockets.List(filter).Select(socket =>
                $"{socket.Kind} {socket.State} {socket.Local} {socket.Remote?.Port ?? 0} {socket.Inode} {socket.Cookie:x} {socket.ReceiveQueue} {socket.SendQueue} {socket.UserId} {socket.PeerInode} {socket.Path is not null}"),
            rows);
        Assert.Equal(_lab.Run("ss", "-H -t -u -x -a -n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, rows.Count);
    }

    [Fact]
    public void Raw_packet_and_netlink_sockets_are_there_where_the_kernel_tells()
    {
        // AF_PACKET SOCK_DGRAM, ETH_P_ALL in network byte order
        _sockets.Add(Open(17, 2, 0x0300));
        _lab.Namespace.Links.List();

        IReadOnlyList<SocketInfo> sockets = Sockets.List();

        if (_lab.TryRun("ss", "-H -0 -a -n").Output.Length > 0 && sockets.Any(socket => socket.Kind == SocketKind.Packet))
        {
            SocketInfo packet = Assert.Single(sockets, socket => socket.Kind == SocketKind.Packet);
            Assert.Equal((3, SocketType.Dgram, (uint?)0), (packet.Protocol, packet.Type, packet.UserId));
        }

        Assert.Contains(sockets, socket => socket is { Kind: SocketKind.Netlink, Protocol: 0, AddressFamily: (AddressFamily)16 });
    }

    [Fact]
    public void They_are_filtered_by_kind_family_and_state()
    {
        OpenMany();

        Assert.All(Sockets.List(new SocketFilter { States = [SocketState.Listen], Kinds = [SocketKind.Tcp, SocketKind.Unix] }), socket => Assert.Equal(SocketState.Listen, socket.State));
        Assert.Equal(2, Sockets.List(new SocketFilter { Kinds = [SocketKind.Tcp], States = [SocketState.Established] }).Count);
        Assert.All(Sockets.List(new SocketFilter { Family = AddressFamily.InterNetworkV6 }), socket => Assert.Equal(AddressFamily.InterNetworkV6, socket.AddressFamily));
        Assert.Single(Sockets.List(new SocketFilter { Family = AddressFamily.InterNetworkV6, Kinds = [SocketKind.Udp] }));
        using var empty = new Lab();
        Assert.Empty(empty.Namespace.Sockets.List(new SocketFilter { Kinds = [SocketKind.Tcp, SocketKind.Udp, SocketKind.Unix] }));
    }

    [Fact]
    public void A_device_a_mark_and_a_user_are_told()
    {
        Socket socket = Open(2, 2, 0);
        _sockets.Add(socket);
        // SOL_SOCKET 1: SO_MARK 36, SO_BINDTODEVICE 25
        socket.SetRawSocketOption(1, 36, BitConverter.GetBytes(77));
        socket.SetRawSocketOption(1, 25, "lo\0"u8);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 4444));

        SocketInfo told = Assert.Single(Sockets.List(new SocketFilter { Kinds = [SocketKind.Udp] }));

        Assert.Equal((77u, 1, 0u), (told.Mark!.Value, told.InterfaceIndex, told.UserId!.Value));
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 4444), told.Local);
    }

    [Fact]
    public async Task Owners_are_found_and_a_connection_is_ended()
    {
        OpenMany();
        SocketInfo client = Assert.Single(Sockets.List(new SocketFilter { Kinds = [SocketKind.Tcp], States = [SocketState.Established] }), socket => socket.Remote!.Port == 8080);

        Assert.Equal([Environment.ProcessId], SocketOwners.Read().Of(client));
        try
        {
            await Sockets.DestroyAsync(client, TestContext.Current.CancellationToken);
        }
        catch (NetlinkException e) when (e.Errno == Errno.EOPNOTSUPP)
        {
            Assert.Skip("this kernel lacks CONFIG_INET_DIAG_DESTROY");
        }

        Assert.DoesNotContain(Sockets.List(new SocketFilter { Kinds = [SocketKind.Tcp] }), socket => socket.Cookie == client.Cookie);
        Assert.Equal(Errno.ENOENT, Assert.Throws<NetlinkException>(() => Sockets.Destroy(client)).Errno);
        SocketInfo unix = Sockets.List(new SocketFilter { Kinds = [SocketKind.Unix] })[0];
        Assert.Throws<ArgumentException>(() => Sockets.Destroy(unix));
    }

    private void OpenMany()
    {
        Socket listener = Open(2, 1, 0);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 8080));
        listener.Listen(5);
        Socket client = Open(2, 1, 0);
        client.Connect(new IPEndPoint(IPAddress.Loopback, 8080));
        Socket server = listener.Accept();
        client.Send("hello"u8);
        Socket listener6 = Open(10, 1, 0);
        listener6.Bind(new IPEndPoint(IPAddress.IPv6Any, 8081));
        listener6.Listen(7);
        Socket udp = Open(2, 2, 0);
        udp.Bind(new IPEndPoint(IPAddress.Any, 53));
        Socket udp6 = Open(10, 2, 0);
        udp6.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 54));
        Socket connected = Open(2, 2, 0);
        connected.Connect(new IPEndPoint(IPAddress.Loopback, 9));
        Socket unix = Open(1, 1, 0);
        unix.Bind(new UnixDomainSocketEndPoint("\0linuxnetns-" + Guid.NewGuid().ToString("N")));
        unix.Listen(3);
        Socket unixClient = Open(1, 1, 0);
        unixClient.Connect(unix.LocalEndPoint!);
        Socket unixServer = unix.Accept();
        Assert.True(SpinWait.SpinUntil(() => server.Available == 5, TimeSpan.FromSeconds(20)));
        _sockets.AddRange([listener, client, server, listener6, udp, udp6, connected, unix, unixClient, unixServer]);
    }

    private Socket Open(int family, int type, int protocol)
    {
        using SafeFileHandle handle = NamespaceWindow.OpenSocket(_lab.Namespace.Handle, family, type | 0x80000, protocol);
        nint descriptor = handle.DangerousGetHandle();
        handle.SetHandleAsInvalid();
        return new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
    }

    private static string Internet(string line)
    {
        string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Skip(1).Take(5)) + " " + Inode().Match(line).Value + " " + Cookie().Match(line).Value;
    }

    private static string Shown(SocketState state) => state switch
    {
        SocketState.Established => "ESTAB",
        SocketState.Closed => "UNCONN",
        SocketState.Listen => "LISTEN",
        _ => state.ToString(),
    };

    private static string Shown(IPEndPoint end, SocketInfo socket)
    {
        string port = end.Port == 0 ? "*" : $"{end.Port}";
        // A socket of IPv6 that takes IPv4 too is * to ss.
        return end.AddressFamily == AddressFamily.InterNetworkV6
            ? end.Address.Equals(IPAddress.IPv6Any) && socket.Local!.Address.Equals(IPAddress.IPv6Any) ? $"*:{port}" : $"[{end.Address}]:{port}"
            : $"{end.Address}:{port}";
    }

    [GeneratedRegex("ino:[0-9]+")]
    private static partial Regex Inode();

    [GeneratedRegex("sk:[0-9a-f]+")]
    private static partial Regex Cookie();
}
