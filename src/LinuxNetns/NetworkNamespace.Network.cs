using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <content>The network configuration, by sockets that were opened inside: no code of anybody's runs there, and any thread may use them.</content>
public sealed partial class NetworkNamespace
{
    private SocketTable? _socketTable;

    /// <summary>
    /// The connection to rtnetlink(7) of this namespace, opened when it is first asked for. It belongs to this object, whose
    /// <see cref="Dispose()"/> closes it; its own does nothing.
    /// </summary>
    /// <exception cref="NetworkNamespaceException">The netlink socket cannot be opened in the namespace: without CAP_SYS_ADMIN it cannot be entered.</exception>
    /// <exception cref="ObjectDisposedException">This handle is disposed of.</exception>
    public NetlinkConnection Netlink
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                // A failure is not remembered.
                return _netlink ??= OpenKept(Interop.NETLINK_ROUTE, socket => NetlinkConnection.FromHandle(socket, ownsHandle: false, OpenListener));
            }
        }
    }

    /// <summary>The IPv4 and IPv6 addresses of this namespace.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public AddressTable Addresses => Netlink.Addresses;

    /// <summary>The links (network devices) of this namespace.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public LinkTable Links => Netlink.Links;

    /// <summary>What the bridges of this namespace know: forwarding entries, multicast groups, VLANs.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public BridgeTables Bridges => Netlink.Bridges;

    /// <summary>The IPv4 and IPv6 routes of this namespace.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public RouteTable Routes => Netlink.Routes;

    /// <summary>The MPLS routes of this namespace.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public MplsRouteTable MplsRoutes => Netlink.MplsRoutes;

    /// <summary>The rules of policy routing of this namespace.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public RuleTable Rules => Netlink.Rules;

    /// <summary>The neighbours of this namespace: what ARP and neighbour discovery know.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public NeighborTable Neighbors => Netlink.Neighbors;

    /// <summary>The next hops that routes of this namespace can name.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public NextHopTable NextHops => Netlink.NextHops;

    /// <summary>The namespace ids (nsids) that this namespace has given to others.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public NetnsIdTable NetnsIds => Netlink.NetnsIds;

    /// <summary>The queueing disciplines of this namespace's devices (<c>tc qdisc</c>).</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public QdiscTable Qdiscs => Netlink.Qdiscs;

    /// <summary>The classes of the queueing disciplines (<c>tc class</c>).</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public TrafficClassTable TrafficClasses => Netlink.TrafficClasses;

    /// <summary>
    /// The sockets of this namespace (<c>ss -tunapx</c>), by a sock_diag(7) socket that is opened when it is first asked for. It belongs to this
    /// object, whose <see cref="Dispose()"/> closes it; its own does nothing. Whose they are tells <see cref="SocketOwners"/>.
    /// </summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public SocketTable Sockets
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return _socketTable ??= OpenKept(Interop.NETLINK_SOCK_DIAG, static socket => SocketTable.FromHandle(socket, ownsHandle: false));
            }
        }
    }

    /// <summary>The sysctls of this namespace: <c>ns.Sysctl["net.ipv4.ip_forward"] = "1"</c>.</summary>
    public SysctlTable Sysctl => new(_handle);

    /// <summary>The filters of this namespace's devices (<c>tc filter</c>).</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public TrafficFilterTable TrafficFilters => Netlink.TrafficFilters;

    /// <summary>Names this namespace in a request of netlink: <c>PeerNamespace = blue</c>.</summary>
    public static implicit operator NetnsReference(NetworkNamespace ns)
    {
        ArgumentNullException.ThrowIfNull(ns);
        return ns.ToNetnsReference();
    }

    /// <summary>Names this namespace in a request of netlink; it must not be disposed of before that is sent.</summary>
    public NetnsReference ToNetnsReference() => NetnsReference.FromHandle(_handle);

    /// <summary>What speaks by a socket that this object keeps: nobody else closes it. To be called under the gate.</summary>
    internal T OpenKept<T>(int protocol, Func<SafeFileHandle, T> connect)
    {
        SafeFileHandle socket = OpenNetlinkSocket(protocol);
        try
        {
            return connect(socket);
        }
        catch
        {
            Forget(socket);
            throw;
        }
    }

    private void Forget(SafeFileHandle socket)
    {
        socket.Dispose();
        lock (_gate)
        {
            _sockets = [.. _sockets.Where(other => other != socket)];
        }
    }

    /// <summary>One for events, which who asked for it closes, or this object at its own end.</summary>
    private SafeFileHandle OpenListener()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return OpenNetlinkSocket(Interop.NETLINK_ROUTE);
        }
    }

    /// <summary>A netlink socket made inside, unbound. To be called under the gate, for one that this object keeps.</summary>
    private SafeFileHandle OpenNetlinkSocket(int protocol)
    {
        SafeFileHandle socket = NamespaceWindow.OpenSocket(_handle, Interop.AF_NETLINK, Interop.SOCK_RAW | Interop.SOCK_CLOEXEC, protocol);
        // Readers look without the gate. Some have been closed meanwhile.
        _sockets = [.. _sockets.Where(static other => !other.IsClosed), socket];
        return socket;
    }
}
