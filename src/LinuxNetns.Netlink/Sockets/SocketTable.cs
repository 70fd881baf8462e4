using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// The sockets of a network namespace, what <c>ss -tunapx</c> shows, by a sock_diag(7) socket of its own, which holds the namespace alive.
/// Reading needs no privilege. Usable from any thread, by many at once.
/// </summary>
public sealed class SocketTable : IDisposable
{
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
        var sockets = new List<SocketInfo>();
        foreach (SocketRow row in EnumerateRows(filter))
        {
            sockets.Add(row.ToSocket());
        }

        return sockets;
    }

    /// <summary>As <see cref="List(SocketFilter?)"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="List(SocketFilter?)"/>.</exception>
    public Task<IReadOnlyList<SocketInfo>> ListAsync(SocketFilter? filter = null, CancellationToken cancellationToken = default) =>
        _exchange.RunAsync(() => List(filter), cancellationToken);

    /// <summary>
    /// Reads sockets without an object for each: <c>foreach (SocketRow row in sockets.EnumerateRows())</c>. Each kind is asked for when the loop comes to it, and its
    /// whole answer is there before its first row; the loop gives the buffer back.
    /// </summary>
    /// <param name="filter">Which; null: all.</param>
    /// <exception cref="NetlinkException">As with <see cref="List(SocketFilter?)"/>, in the loop.</exception>
    public SocketRows EnumerateRows(SocketFilter? filter = null) => new(new SocketQuestions(_exchange, filter ?? new SocketFilter()));

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
                Family = socket.AddressFamily.ToKernel(), Protocol = SocketQuestions.ProtocolOf(socket.Kind), States = 1u << (int)socket.State, Id = InternetSocketId.Of(socket),
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
}
