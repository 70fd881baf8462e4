using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// The sockets of a network namespace, what <c>ss -tunapx</c> shows, by a sock_diag(7) socket of its own, which holds the namespace alive.
/// Reading needs no privilege. Usable from any thread, by many at once.
/// </summary>
public sealed class SocketTable : IDisposable
{
    private const uint AllStates = uint.MaxValue;

    private static readonly SocketKind[] s_kinds = Enum.GetValues<SocketKind>();

    private readonly NetlinkExchange _exchange;
    private readonly bool _ownsTransport;

    internal SocketTable(INetlinkTransport transport, bool ownsTransport = true)
    {
        _exchange = new NetlinkExchange(transport);
        _ownsTransport = ownsTransport;
    }

    /// <summary>Opens the table of the calling thread's network namespace. Needs no privilege.</summary>
    /// <exception cref="NetlinkException">No socket could be had (too many descriptors, a seccomp filter).</exception>
    public static SocketTable Open() => new(NetlinkSocket.Open(wait: true, Interop.NETLINK_SOCK_DIAG));

    /// <summary>Makes a table of a socket that was opened elsewhere, inside another network namespace: <c>socket(AF_NETLINK, SOCK_RAW, NETLINK_SOCK_DIAG)</c>, not bound yet.</summary>
    /// <param name="socket">The socket, closed if this fails.</param>
    /// <param name="ownsHandle">
    /// Whether <see cref="Dispose"/> closes the socket. Where it does not, the table stays usable, for whoever else has it, until its owner closes the socket.
    /// </param>
    /// <exception cref="NetlinkException">It cannot be bound: no netlink socket, or bound already.</exception>
    public static SocketTable FromHandle(SafeHandle socket, bool ownsHandle = true)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return new SocketTable(NetlinkSocket.FromHandle(socket, wait: true), ownsHandle);
    }

    /// <summary>Lists sockets (SOCK_DIAG_BY_FAMILY), a kind after the other: each kind by itself is what was there at one time, nearly.</summary>
    /// <param name="filter">Which; null: all.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Sockets came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">A kind that the filter names cannot be told by this kernel (ENOENT), or it refused for another reason.</exception>
    public IReadOnlyList<SocketInfo> List(SocketFilter? filter = null)
    {
        filter ??= new SocketFilter();
        uint states = filter.States is null ? AllStates : filter.States.Aggregate(0u, static (mask, state) => mask | (1u << (int)state));
        var sockets = new List<SocketInfo>();
        foreach (SocketKind kind in filter.Kinds ?? s_kinds)
        {
            try
            {
                List(kind, filter.Family, states, sockets);
            }
            catch (NetlinkException e) when (e.Errno is Errno.ENOENT && filter.Kinds is null)
            {
                // The kernel was built without this kind, or without its part of sock_diag.
            }
        }

        // Not every kind is filtered by state in the kernel.
        if (filter.States is not null)
        {
            sockets.RemoveAll(socket => !filter.States.Contains(socket.State));
        }

        return sockets;
    }

    /// <summary>As <see cref="List(SocketFilter?)"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="List(SocketFilter?)"/>.</exception>
    public Task<IReadOnlyList<SocketInfo>> ListAsync(SocketFilter? filter = null, CancellationToken cancellationToken = default) =>
        _exchange.RunAsync(() => List(filter), cancellationToken);

    /// <summary>Ends a TCP or UDP socket, as <c>ss --kill</c>: its owner reads ECONNABORTED, and the other end is told (SOCK_DESTROY). Found by its cookie, so that another is never hit.</summary>
    /// <exception cref="ArgumentException">It is of another kind.</exception>
    /// <exception cref="NetlinkException">It is gone (ENOENT), the kernel cannot do it (EOPNOTSUPP: CONFIG_INET_DIAG_DESTROY), CAP_NET_ADMIN is missing (EPERM).</exception>
    public void Destroy(SocketInfo socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (socket.Kind is not (SocketKind.Tcp or SocketKind.Udp or SocketKind.UdpLite or SocketKind.Raw))
        {
            throw new ArgumentException($"A socket of kind {socket.Kind} cannot be ended from outside.", nameof(socket));
        }

        using var request = new NetlinkWriter(stackalloc byte[128]);
        request.Begin(
            (MessageType)SocketAttribute.SOCK_DESTROY,
            HeaderFlags.Ack,
            new InternetSocketRequest
            {
                Family = socket.AddressFamily.ToKernel(), Protocol = ProtocolOf(socket.Kind), States = 1u << (int)socket.State, Id = InternetSocketId.Of(socket),
            });
        request.End();
        _exchange.Change(request, $"end {socket.Kind} socket {socket.Local} → {socket.Remote}");
    }

    /// <summary>As <see cref="Destroy"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Destroy"/>.</exception>
    public Task DestroyAsync(SocketInfo socket, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => Destroy(socket), cancellationToken);

    /// <summary>Closes the sock_diag socket, unless it is another's: that of <c>NetworkNamespace.Sockets</c> belongs to the namespace object.</summary>
    public void Dispose()
    {
        if (_ownsTransport)
        {
            _exchange.Dispose();
        }
    }

    private void List(SocketKind kind, AddressFamily? family, uint states, List<SocketInfo> sockets)
    {
        switch (kind)
        {
            case SocketKind.Tcp or SocketKind.Udp or SocketKind.UdpLite or SocketKind.Raw:
                if (family is null or AddressFamily.InterNetwork)
                {
                    ListInternet(kind, AddressFamily.InterNetwork, states, sockets);
                }

                if (family is null or AddressFamily.InterNetworkV6)
                {
                    ListInternet(kind, AddressFamily.InterNetworkV6, states, sockets);
                }

                break;
            case SocketKind.Unix when family is null or AddressFamily.Unix:
                const uint Show = SocketAttribute.UDIAG_SHOW_NAME | SocketAttribute.UDIAG_SHOW_PEER | SocketAttribute.UDIAG_SHOW_RQLEN | SocketAttribute.UDIAG_SHOW_UID;
                foreach (NetlinkMessage message in Dump(new UnixSocketRequest { Family = SocketAttribute.AF_UNIX, States = states, Show = Show }, kind))
                {
                    UnixSocketMessage unix = message.Read<UnixSocketMessage>(out AttributeReader attributes);
                    sockets.Add(new SocketInfo(unix, attributes));
                }

                break;
            case SocketKind.Packet when family is null or AddressFamily.Packet:
                foreach (NetlinkMessage message in Dump(new PacketSocketRequest { Family = SocketAttribute.AF_PACKET, Show = SocketAttribute.PACKET_SHOW_INFO }, kind))
                {
                    PacketSocketMessage packet = message.Read<PacketSocketMessage>(out AttributeReader attributes);
                    sockets.Add(new SocketInfo(packet, attributes));
                }

                break;
            case SocketKind.Netlink when family is null:
                foreach (NetlinkMessage message in Dump(new PacketSocketRequest { Family = (byte)Interop.AF_NETLINK, Protocol = SocketAttribute.NDIAG_PROTO_ALL }, kind))
                {
                    sockets.Add(new SocketInfo(message.Read<NetlinkSocketMessage>(out _)));
                }

                break;
        }
    }

    private void ListInternet(SocketKind kind, AddressFamily family, uint states, List<SocketInfo> sockets)
    {
        foreach (NetlinkMessage message in Dump(new InternetSocketRequest { Family = family.ToKernel(), Protocol = ProtocolOf(kind), States = states }, kind))
        {
            InternetSocketMessage socket = message.Read<InternetSocketMessage>(out AttributeReader attributes);
            if (socket.Family == family.ToKernel())
            {
                sockets.Add(new SocketInfo(kind, socket, attributes));
            }
        }
    }

    private Dump Dump<T>(in T request, SocketKind kind)
        where T : unmanaged
    {
        using var writer = new NetlinkWriter(stackalloc byte[128]);
        writer.Begin((MessageType)SocketAttribute.SOCK_DIAG_BY_FAMILY, HeaderFlags.Dump, request);
        writer.End();
        return _exchange.Dump(writer.Written, $"list {kind} sockets");
    }

    private static byte ProtocolOf(SocketKind kind) => kind switch
    {
        SocketKind.Tcp => SocketAttribute.IPPROTO_TCP,
        SocketKind.Udp => SocketAttribute.IPPROTO_UDP,
        SocketKind.UdpLite => SocketAttribute.IPPROTO_UDPLITE,
        _ => SocketAttribute.IPPROTO_RAW,
    };
}
