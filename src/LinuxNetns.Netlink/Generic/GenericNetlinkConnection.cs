using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// A socket of generic netlink (NETLINK_GENERIC, linux/genetlink.h), by which the kernel's modules are spoken to. It stays for life in the network
/// namespace that it was made in, and holds that namespace alive. Usable from any thread, by many at once: exchanges take turns.
/// </summary>
public sealed class GenericNetlinkConnection : IDisposable
{
    private readonly NetlinkExchange _exchange;
    private readonly bool _ownsTransport;
    private readonly GenericFamilies _families;

    internal GenericNetlinkConnection(INetlinkTransport transport, bool ownsTransport = true)
    {
        _exchange = new NetlinkExchange(transport);
        _ownsTransport = ownsTransport;
        _families = new GenericFamilies(_exchange);
        Ethtool = new EthtoolTable(new GenericRequests(_exchange, _families, "ethtool", EthtoolTable.ETHTOOL_GENL_VERSION));
        WireGuard = new WireGuardTable(new GenericRequests(_exchange, _families, "wireguard", WireGuardTable.WG_GENL_VERSION));
        Wireless = new WirelessTable(new GenericRequests(_exchange, _families, "nl80211", 0));
    }

    /// <summary>What <c>ethtool</c> shows and sets.</summary>
    public EthtoolTable Ethtool { get; }

    /// <summary>Keys and peers of WireGuard.</summary>
    public WireGuardTable WireGuard { get; }

    /// <summary>Wireless radios and their interfaces.</summary>
    public WirelessTable Wireless { get; }

    /// <summary>Opens a connection to the calling thread's network namespace. Needs no privilege.</summary>
    /// <exception cref="NetlinkException">No socket could be had (too many descriptors, a seccomp filter).</exception>
    public static GenericNetlinkConnection Open() => new(NetlinkSocket.Open(wait: true, Interop.NETLINK_GENERIC));

    /// <summary>
    /// Makes a connection of a socket that was opened elsewhere, inside another network namespace:
    /// <c>socket(AF_NETLINK, SOCK_RAW, NETLINK_GENERIC)</c>, not bound yet.
    /// </summary>
    /// <param name="socket">The socket, closed if this fails.</param>
    /// <param name="ownsHandle">
    /// Whether <see cref="Dispose"/> closes the socket. Where it does not, the connection stays usable, for whoever else has it, until its owner closes the socket.
    /// </param>
    /// <exception cref="NetlinkException">It cannot be bound: no netlink socket, or bound already.</exception>
    public static GenericNetlinkConnection FromHandle(SafeHandle socket, bool ownsHandle = true)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return new GenericNetlinkConnection(NetlinkSocket.FromHandle(socket, wait: true), ownsHandle);
    }

    /// <summary>The family of a name, or null where the kernel has none. With privilege, the kernel may load its module.</summary>
    /// <exception cref="ArgumentException">No family can have the name: empty, over 15 bytes, with NUL.</exception>
    /// <exception cref="NetlinkException">The kernel refused for another reason than absence.</exception>
    public GenericNetlinkFamily? FindFamily(string name) => _families.Find(name);

    /// <summary>As <see cref="FindFamily"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="FindFamily"/>.</exception>
    public Task<GenericNetlinkFamily?> FindFamilyAsync(string name, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => FindFamily(name), cancellationToken);

    /// <summary>The family of a name.</summary>
    /// <exception cref="ArgumentException">No family can have the name: empty, over 15 bytes, with NUL.</exception>
    /// <exception cref="NetlinkException">There is none (ENOENT), or the kernel refused.</exception>
    public GenericNetlinkFamily GetFamily(string name) => _families.Get(name);

    /// <summary>As <see cref="GetFamily"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="GetFamily"/>.</exception>
    public Task<GenericNetlinkFamily> GetFamilyAsync(string name, CancellationToken cancellationToken = default) =>
        _exchange.RunAsync(() => GetFamily(name), cancellationToken);

    /// <summary>All families that there are now.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<GenericNetlinkFamily> ListFamilies() => _families.List();

    /// <summary>As <see cref="ListFamilies"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public Task<IReadOnlyList<GenericNetlinkFamily>> ListFamiliesAsync(CancellationToken cancellationToken = default) =>
        _exchange.RunAsync(ListFamilies, cancellationToken);

    /// <summary>Closes the socket, unless it is another's: that of <c>NetworkNamespace.GenericNetlink</c> belongs to the namespace object.</summary>
    public void Dispose()
    {
        if (_ownsTransport)
        {
            _exchange.Dispose();
        }
    }
}
