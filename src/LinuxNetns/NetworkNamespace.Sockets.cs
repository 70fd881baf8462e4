using System.Net;
using System.Net.Sockets;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <content>Sockets that are of this namespace for life, whichever thread uses them, also after this handle is disposed of.</content>
public sealed partial class NetworkNamespace
{
    private const int DefaultBacklog = 512;

    /// <summary>Makes a socket inside (socket(2)). The calling thread may go there for that one call, with no code of anybody's; where it was it is afterwards.</summary>
    /// <remarks>
    /// Connect it to addresses: names given to the socket's own methods are asked at home, where the calling thread is; <see cref="ConnectAsync(string, int, CancellationToken)"/>
    /// and <see cref="ResolveAsync"/> ask inside. After a connect that failed .NET refuses another one (<see cref="PlatformNotSupportedException"/>): elsewhere it would quietly
    /// put a new socket in the old one's place, and that would be of the thread's network. <c>Disconnect(reuseSocket: true)</c> does so without asking: do not use it.
    /// </remarks>
    /// <param name="addressFamily">IPv4, IPv6 (that alone, until <see cref="Socket.DualMode"/> is set), Unix, Packet or CAN.</param>
    /// <param name="socketType">The type.</param>
    /// <param name="protocolType">The protocol; for packet sockets in network byte order, as packet(7) has it.</param>
    /// <returns>The socket.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Linux has no such family.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered (CAP_SYS_ADMIN), or it has no such sockets (EAFNOSUPPORT, EPROTONOSUPPORT, EPERM for raw ones).</exception>
    /// <exception cref="ObjectDisposedException">This handle is disposed of.</exception>
    public Socket CreateSocket(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType) =>
        Wrap(CreateSocketHandle(addressFamily, socketType, protocolType), addressFamily, socketType, protocolType);

    /// <summary>Makes a socket inside by the numbers of socket(2), for families that .NET has no name for: AF_NETLINK, AF_XDP, AF_VSOCK.</summary>
    /// <param name="domain">AF_…</param>
    /// <param name="type">SOCK_…, with or without flags; SOCK_CLOEXEC is added.</param>
    /// <param name="protocol">The protocol.</param>
    /// <returns>The socket. Where .NET does not know the family, only what needs no address works: send, receive, raw options.</returns>
    /// <inheritdoc cref="CreateSocket(AddressFamily, SocketType, ProtocolType)" path="/exception"/>
    public Socket CreateSocket(int domain, int type, int protocol) =>
        Wrap(CreateSocketHandle(domain, type, protocol), AddressFamily.Unknown, SocketType.Unknown, ProtocolType.Unknown);

    /// <summary>Makes the descriptor of a socket inside and nothing around it: to hand over, or for another library. What .NET asks of it before it is a <see cref="Socket"/> takes half as long again.</summary>
    /// <remarks>If it becomes a <see cref="Socket"/> after all, read <see cref="Socket.SafeHandle"/> of that once, as <see cref="CreateSocket(AddressFamily, SocketType, ProtocolType)"/> does:
    /// else a connect after one that failed may quietly use a new socket of the thread's network.</remarks>
    /// <param name="addressFamily">IPv4, IPv6 (IPv4 too, as by default in Linux), Unix, Packet or CAN.</param>
    /// <param name="socketType">The type.</param>
    /// <param name="protocolType">The protocol; for packet sockets in network byte order, as packet(7) has it.</param>
    /// <returns>The descriptor, as socket(2) makes it: closed on exec, and blocking unless SOCK_NONBLOCK is asked for.</returns>
    /// <inheritdoc cref="CreateSocket(AddressFamily, SocketType, ProtocolType)" path="/exception"/>
    public SafeSocketHandle CreateSocketHandle(AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType) =>
        CreateSocketHandle(Interop.ToKernel(addressFamily), (int)socketType, (int)protocolType);

    /// <inheritdoc cref="CreateSocketHandle(AddressFamily, SocketType, ProtocolType)" path="/summary"/>
    /// <inheritdoc cref="CreateSocketHandle(AddressFamily, SocketType, ProtocolType)" path="/remarks"/>
    /// <inheritdoc cref="CreateSocketHandle(AddressFamily, SocketType, ProtocolType)" path="/returns"/>
    /// <inheritdoc cref="CreateSocket(int, int, int)" path="/param"/>
    /// <inheritdoc cref="CreateSocket(AddressFamily, SocketType, ProtocolType)" path="/exception"/>
    public SafeSocketHandle CreateSocketHandle(int domain, int type, int protocol)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var handle = new SafeSocketHandle(NamespaceWindow.OpenSocketDescriptor(_handle, domain, type | Interop.SOCK_CLOEXEC, protocol), ownsHandle: true);
        Telemetry.CountSocket();
        return handle;
    }

    /// <summary>A TCP client whose socket is inside. Connect it to an address, or use <see cref="ConnectAsync(string, int, CancellationToken)"/>: it asks for names at home.</summary>
    /// <param name="addressFamily">IPv4 or IPv6.</param>
    /// <returns>The client, not connected.</returns>
    /// <exception cref="ArgumentException">The family is another one.</exception>
    /// <inheritdoc cref="CreateSocket(AddressFamily, SocketType, ProtocolType)" path="/exception"/>
    public TcpClient CreateTcpClient(AddressFamily addressFamily = AddressFamily.InterNetwork)
    {
        CheckInternet(addressFamily);
        var client = new TcpClient(addressFamily);
        client.Client.Dispose();
        client.Client = CreateSocket(addressFamily, SocketType.Stream, ProtocolType.Tcp);
        return client;
    }

    /// <summary>A UDP client whose socket is inside. Send to addresses (<see cref="ResolveAsync"/>): it asks for names at home.</summary>
    /// <param name="addressFamily">IPv4 or IPv6.</param>
    /// <returns>The client, not bound.</returns>
    /// <exception cref="ArgumentException">The family is another one.</exception>
    /// <inheritdoc cref="CreateSocket(AddressFamily, SocketType, ProtocolType)" path="/exception"/>
    public UdpClient CreateUdpClient(AddressFamily addressFamily = AddressFamily.InterNetwork)
    {
        CheckInternet(addressFamily);
        var client = new UdpClient(addressFamily);
        client.Client.Dispose();
        client.Client = CreateSocket(addressFamily, SocketType.Dgram, ProtocolType.Udp);
        return client;
    }

    /// <summary>Listens for TCP inside. Accepted sockets are of the namespace too.</summary>
    /// <param name="localEndPoint">The address and port; port 0 for any.</param>
    /// <param name="backlog">How many connections may wait; the kernel's limit is <c>net.core.somaxconn</c>.</param>
    /// <returns>The socket, bound and listening.</returns>
    /// <exception cref="SocketException">The address is taken, or not an address of this namespace.</exception>
    /// <inheritdoc cref="CreateSocket(AddressFamily, SocketType, ProtocolType)" path="/exception"/>
    public Socket Listen(IPEndPoint localEndPoint, int backlog = DefaultBacklog)
    {
        ArgumentNullException.ThrowIfNull(localEndPoint);
        ArgumentOutOfRangeException.ThrowIfNegative(backlog);
        Socket socket = CreateSocket(localEndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(localEndPoint);
            socket.Listen(backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The TCP connections of this namespace, without listeners: <c>ss -tn</c>.</summary>
    /// <returns>The connections, IPv4 and IPv6.</returns>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public IReadOnlyList<SocketInfo> GetActiveConnections() =>
        [.. Sockets.List(new SocketFilter { Kinds = [SocketKind.Tcp] }).Where(socket => socket.State is not (SocketState.Listen or SocketState.Closed))];

    /// <summary>The network interfaces of this namespace with their addresses and gateways.</summary>
    /// <remarks><see cref="System.Net.NetworkInformation.NetworkInterface"/> tells of the thread's namespace, in part of the process's; within <see cref="Run{T}(Func{T})"/> it tells the truth.</remarks>
    /// <returns>The interfaces by index.</returns>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public IReadOnlyList<NamespaceInterface> GetNetworkInterfaces()
    {
        IReadOnlyList<InterfaceAddress> addresses = Addresses.List();
        IReadOnlyList<Route> routes = Routes.List();
        return [.. Links.List().OrderBy(link => link.Index).Select(link => new NamespaceInterface(
            link,
            [.. addresses.Where(address => address.Device.Index == link.Index)],
            [.. GatewaysOf(link.Index, routes).Distinct()]))];
    }

    private static IEnumerable<IPAddress> GatewaysOf(int index, IReadOnlyList<Route> routes) =>
        from route in routes
        where route.Destination.PrefixLength == 0
        from gateway in route.NextHops is { Count: > 0 } hops
            ? hops.Where(hop => hop.Device?.Index == index).Select(hop => hop.Gateway)
            : route.Device?.Index == index ? [route.Gateway] : []
        where gateway is not null
        select gateway;

    private static void CheckInternet(AddressFamily addressFamily)
    {
        if (addressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
            throw new ArgumentException($"{addressFamily} is neither IPv4 nor IPv6.", nameof(addressFamily));
    }

    private static Socket Wrap(SafeSocketHandle handle, AddressFamily addressFamily, SocketType socketType, ProtocolType protocolType)
    {
        try
        {
            Socket socket = FreshSocket.Of(handle, addressFamily, socketType, protocolType);
            // .NET replaces a socket after a failed connect by one of the thread's namespace, unless somebody has seen its descriptor.
            _ = socket.SafeHandle;
            // As .NET does for those that it makes; the kernel refuses it for raw ones.
            if (socket.AddressFamily == AddressFamily.InterNetworkV6 && socket.SocketType is (SocketType.Stream or SocketType.Dgram))
                socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, true);
            return socket;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
