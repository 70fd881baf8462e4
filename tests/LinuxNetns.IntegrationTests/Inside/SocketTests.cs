using System.Net;
using System.Net.Sockets;

using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Inside;

public sealed class SocketTests : InsidePair
{
    [Theory]
    [InlineData(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)]
    [InlineData(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp)]
    [InlineData(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp)]
    [InlineData(AddressFamily.Packet, SocketType.Raw, (ProtocolType)0x0300)]
    [InlineData(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)]
    [InlineData(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.Unspecified)]
    public void A_socket_of_any_kind_is_inside(AddressFamily family, SocketType type, ProtocolType protocol)
    {
        using Socket socket = Red.CreateSocket(family, type, protocol);

        AssertInside(Red, socket);
        Assert.Equal((family, type), (socket.AddressFamily, socket.SocketType));
        if (family == AddressFamily.InterNetworkV6)
            Assert.False(socket.DualMode);
    }

    [Fact]
    public void A_family_that_dotnet_has_no_name_for_works_by_number()
    {
        using Socket netlink = Red.CreateSocket(Interop.AF_NETLINK, Interop.SOCK_RAW, Interop.NETLINK_ROUTE);

        AssertInside(Red, netlink);
        Assert.Throws<ArgumentOutOfRangeException>(() => Red.CreateSocket(AddressFamily.AppleTalk, SocketType.Stream, ProtocolType.Tcp));
        Assert.Equal(Errno.EAFNOSUPPORT, Assert.Throws<NetworkNamespaceException>(() => Red.CreateSocket(45, 1, 0)).Errno);
    }

    /// <summary>Were .NET's members other than the library takes them for, it would go the public way, by which an end point is known from the start.</summary>
    [Theory]
    [InlineData(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)]
    [InlineData(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Unspecified)]
    [InlineData(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Unspecified)]
    [InlineData(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp)]
    [InlineData(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp)]
    public void A_socket_is_what_dotnet_makes_at_home(AddressFamily family, SocketType type, ProtocolType protocol)
    {
        using Socket socket = Red.CreateSocket(family, type, protocol);
        using var home = new Socket(family, type, protocol);

        object?[] Shown(Socket of) => [of.AddressFamily, of.SocketType, of.ProtocolType, of.LocalEndPoint, of.RemoteEndPoint is null, of.Connected, of.IsBound, of.Blocking,
            family == AddressFamily.InterNetworkV6 && of.DualMode, of.ReceiveTimeout, of.Ttl];
        static object?[] Told(Func<object?[]> shown)
        {
            try
            {
                return shown();
            }
            catch (SocketException e)
            {
                return [e.SocketErrorCode];
            }
        }

        Assert.Equal(Told(() => Shown(home)), Told(() => Shown(socket)));
        Assert.Null(socket.LocalEndPoint);
        socket.Bind(new IPEndPoint(family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0));
        Assert.True(socket.IsBound);
    }

    [Fact]
    public void A_descriptor_alone_is_inside_too_and_may_become_a_socket_later()
    {
        SafeSocketHandle handle = Red.CreateSocketHandle(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        using (SafeSocketHandle netlink = Red.CreateSocketHandle(Interop.AF_NETLINK, Interop.SOCK_RAW, Interop.NETLINK_ROUTE))
            Assert.False(netlink.IsInvalid);
        using var socket = new Socket(handle);

        AssertInside(Red, socket);
        Assert.Equal((AddressFamily.InterNetwork, SocketType.Dgram, true), (socket.AddressFamily, socket.SocketType, socket.Blocking));
        // FD_CLOEXEC, in octal among the flags (proc_pid_fdinfo(5)).
        Assert.Contains("flags:\t02000002\n", File.ReadAllText($"/proc/self/fdinfo/{handle.DangerousGetHandle()}"), StringComparison.Ordinal);
        Assert.Equal(Errno.EAFNOSUPPORT, Assert.Throws<NetworkNamespaceException>(() => Red.CreateSocketHandle(45, 1, 0)).Errno);
    }

    /// <summary>In a process of its own, whose pool is cold: threads go for their sockets themselves, and nobody else may notice.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task Sockets_that_are_made_on_all_threads_at_once_move_nothing_else(int threads)
    {
        var environment = new Dictionary<string, string> { ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = $"{threads:x}", ["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = $"{threads:x}" };

        SandboxResult result = await ExecFixture.RunHost(environment, "inside-sockets", "/nonexistent", "/nonexistent", "2");

        Assert.True(result is { ExitCode: 0, Output: "sockets many wrong 0 unrelated many moved 0 stray 0\n" }, $"{result.Output}{result.Error}");
    }

    [Fact]
    public void A_thread_that_somebody_else_has_moved_stays_where_it_is()
    {
        string? before = null, after = null;
        Socket? socket = null;
        Thread thread;
        using (Red.Enter())
        {
            thread = new Thread(() =>
            {
                before = Here();
                socket = Blue.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                after = Here();
            });
            // No context flows: the library knows nothing of where it is born.
            thread.UnsafeStart();
        }

        thread.Join();

        Assert.Equal(Red.Id.ToString(), before);
        Assert.Equal(before, after);
        AssertInside(Blue, socket!);
        socket!.Dispose();
    }

    [Fact]
    public async Task After_a_failed_connect_a_socket_refuses_rather_than_leave()
    {
        using Socket socket = Red.CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using Socket asynchronous = Red.CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using TcpClient client = Red.CreateTcpClient();
        var nobody = new IPEndPoint(BlueAddress, 1);

        Assert.Throws<SocketException>(() => socket.Connect(nobody));
        Assert.Throws<PlatformNotSupportedException>(() => socket.Connect(nobody));
        await Assert.ThrowsAsync<SocketException>(() => asynchronous.ConnectAsync(nobody, Token).AsTask());
        await Assert.ThrowsAsync<PlatformNotSupportedException>(() => asynchronous.ConnectAsync(nobody, Token).AsTask());
        Assert.ThrowsAny<Exception>(() => socket.Connect([IPAddress.Loopback, BlueAddress], 1));
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(nobody, Token).AsTask());
        await Assert.ThrowsAsync<PlatformNotSupportedException>(() => client.ConnectAsync(nobody, Token).AsTask());

        Assert.All([socket, asynchronous, client.Client], s => AssertInside(Red, s));
    }

    [Fact]
    public void A_list_of_addresses_never_makes_a_socket_elsewhere()
    {
        using Socket socket = Red.CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        Assert.ThrowsAny<Exception>(() => socket.Connect([BlueAddress, IPAddress.Parse("10.77.0.1"), IPAddress.Loopback], 1));
        AssertInside(Red, socket);
    }

    [Fact]
    public async Task A_listener_and_a_client_meet_and_go_on_when_the_handles_are_disposed_of()
    {
        using Socket listener = Blue.Listen(new IPEndPoint(IPAddress.Any, 0));
        using TcpClient client = Red.CreateTcpClient();
        await client.ConnectAsync(BlueAddress, ((IPEndPoint)listener.LocalEndPoint!).Port, Token);
        using Socket accepted = await listener.AcceptAsync(Token);
        AssertInside(Blue, listener);
        AssertInside(Blue, accepted);
        AssertInside(Red, client.Client);
        Assert.Single(Red.GetActiveConnections());

        Red.Dispose();
        Blue.Dispose();
        await client.Client.SendAsync("ping"u8.ToArray(), Token);
        byte[] buffer = new byte[10];
        Assert.Equal(4, await accepted.ReceiveAsync(buffer, Token));
        Assert.Throws<ObjectDisposedException>(() => Red.CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
    }

    [Fact]
    public async Task Datagrams_come_from_inside()
    {
        using UdpClient blue = Blue.CreateUdpClient(AddressFamily.InterNetworkV6);
        blue.Client.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        using UdpClient red = Red.CreateUdpClient(AddressFamily.InterNetworkV6);

        await red.SendAsync(new byte[] { 7 }, new IPEndPoint(BlueAddress6, ((IPEndPoint)blue.Client.LocalEndPoint!).Port), Token);
        UdpReceiveResult received = await blue.ReceiveAsync(Token);

        Assert.Equal(IPAddress.Parse("2001:db8:77::1"), received.RemoteEndPoint.Address);
        Assert.Throws<ArgumentException>(() => Red.CreateUdpClient(AddressFamily.Unix));
    }

    [Fact]
    public void A_taken_address_leaves_nothing_open()
    {
        using Socket first = Red.Listen(new IPEndPoint(IPAddress.Loopback, 0), backlog: 1);

        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => Red.Listen((IPEndPoint)first.LocalEndPoint!)).SocketErrorCode);
        Assert.Single(Red.Sockets.List(new SocketFilter { Kinds = [SocketKind.Tcp], States = [SocketState.Listen] }));
        Assert.Empty(Red.GetActiveConnections());
    }

    [Fact]
    public void Interfaces_are_those_of_the_namespace()
    {
        Red.Routes.Add(new Route("default") { Gateway = BlueAddress });

        IReadOnlyList<NamespaceInterface> interfaces = Red.GetNetworkInterfaces();

        Assert.Equal(["lo", "v0"], interfaces.Select(i => i.Name));
        Assert.Equal([BlueAddress], interfaces[1].Gateways);
        Assert.Empty(interfaces[0].Gateways);
        Assert.Contains(IPAddress.Parse("10.77.0.1"), interfaces[1].Addresses.Select(a => a.Address));
        Assert.StartsWith("v0 10.77.0.1", interfaces[1].ToString(), StringComparison.Ordinal);
    }
}
