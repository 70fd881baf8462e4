using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// An rtnetlink(7) socket. It stays for life in the network namespace that it was made in, whatever its users' threads do, and holds that
/// namespace alive. Usable from any thread, by many at once: exchanges take turns.
/// </summary>
public sealed class NetlinkConnection : IDisposable
{
    private readonly NetlinkExchange _exchange;
    private readonly bool _ownsTransport;
    private readonly NetlinkRequests _requests;

    internal NetlinkConnection(INetlinkTransport transport, bool ownsTransport = true, Func<NetlinkSocket>? openAnother = null)
    {
        _exchange = new NetlinkExchange(transport);
        _ownsTransport = ownsTransport;
        NetnsIds = new NetnsIdTable(_exchange);
        _requests = new NetlinkRequests(_exchange, new LinkResolver(_exchange, NetnsIds));
        Links = new LinkTable(_requests);
        Bridges = new BridgeTables(_requests);
        Addresses = new AddressTable(_requests, openAnother is null ? null : () => AddressEvents.Listen(openAnother()));
        Routes = new RouteTable(_requests);
        MplsRoutes = new MplsRouteTable(_requests);
        Rules = new RuleTable(_requests);
        Neighbors = new NeighborTable(_requests);
        NextHops = new NextHopTable(_requests);
        Qdiscs = new QdiscTable(_requests);
        TrafficClasses = new TrafficClassTable(_requests);
        TrafficFilters = new TrafficFilterTable(_requests);
    }

    internal NetlinkExchange Exchange => _exchange;

    /// <summary>The addresses of the namespace's devices.</summary>
    public AddressTable Addresses { get; }

    /// <summary>The network devices of the namespace.</summary>
    public LinkTable Links { get; }

    /// <summary>What the bridges of the namespace know: forwarding entries, multicast groups, VLANs.</summary>
    public BridgeTables Bridges { get; }

    /// <summary>The routes of the namespace.</summary>
    public RouteTable Routes { get; }

    /// <summary>The MPLS routes of the namespace.</summary>
    public MplsRouteTable MplsRoutes { get; }

    /// <summary>The rules that say which table a route is looked up in.</summary>
    public RuleTable Rules { get; }

    /// <summary>The neighbours: what ARP and neighbour discovery know.</summary>
    public NeighborTable Neighbors { get; }

    /// <summary>The next hops that routes can name.</summary>
    public NextHopTable NextHops { get; }

    /// <summary>The ids by which the namespace knows others.</summary>
    public NetnsIdTable NetnsIds { get; }

    /// <summary>The queueing disciplines of the namespace's devices.</summary>
    public QdiscTable Qdiscs { get; }

    /// <summary>The classes of the queueing disciplines.</summary>
    public TrafficClassTable TrafficClasses { get; }

    /// <summary>The filters of the namespace's devices.</summary>
    public TrafficFilterTable TrafficFilters { get; }

    /// <summary>Opens a connection to the calling thread's network namespace. Needs no privilege.</summary>
    /// <exception cref="NetlinkException">No socket could be had (too many descriptors, a seccomp filter).</exception>
    public static NetlinkConnection Open() => new(NetlinkSocket.Open(wait: true), openAnother: static () => NetlinkSocket.Open(wait: false));

    /// <summary>
    /// Makes a connection of a socket that was opened elsewhere, inside another network namespace: <c>socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE)</c>,
    /// not bound yet. It is bound, and extended acknowledgements and strict checking are switched on where the kernel has them.
    /// </summary>
    /// <param name="socket">The socket, closed if this fails.</param>
    /// <param name="ownsHandle">
    /// Whether <see cref="Dispose"/> closes the socket. Where it does not, the connection stays usable, for whoever else has it, until its owner closes the socket.
    /// </param>
    /// <param name="openAnother">
    /// Opens one more such socket in the same network namespace, for what waits for events (<see cref="AddressTable.WaitUntilReadyAsync"/>), and whose user closes it;
    /// null: there is no way.
    /// </param>
    /// <exception cref="NetlinkException">It cannot be bound: no netlink socket, or bound already.</exception>
    public static NetlinkConnection FromHandle(SafeHandle socket, bool ownsHandle = true, Func<SafeHandle>? openAnother = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return new NetlinkConnection(NetlinkSocket.FromHandle(socket, wait: true), ownsHandle, openAnother is null ? null : () => NetlinkSocket.FromHandle(openAnother(), wait: false));
    }

    /// <summary>Starts a batch: many requests that travel together.</summary>
    public NetlinkBatch CreateBatch() => new(_requests);

    /// <summary>Closes the socket, unless it is another's: that of <c>NetworkNamespace.Netlink</c> belongs to the namespace object.</summary>
    public void Dispose()
    {
        if (_ownsTransport)
        {
            _exchange.Dispose();
        }
    }
}
