using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <content>What generic netlink says and does, by a socket that was opened inside.</content>
public sealed partial class NetworkNamespace
{
    private GenericNetlinkConnection? _genericNetlink;

    /// <summary>
    /// The connection to generic netlink of this namespace, opened when it is first asked for. It belongs to this object, whose
    /// <see cref="Dispose()"/> closes it; its own does nothing.
    /// </summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public GenericNetlinkConnection GenericNetlink
    {
        get
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return _genericNetlink ??= OpenKept(Interop.NETLINK_GENERIC, static socket => GenericNetlinkConnection.FromHandle(socket, ownsHandle: false));
            }
        }
    }

    /// <summary>Features and link state of the network devices of this namespace, as <c>ethtool</c> shows and sets them.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public EthtoolTable Ethtool => GenericNetlink.Ethtool;

    /// <summary>Keys and peers of the WireGuard devices of this namespace.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public WireGuardTable WireGuard => GenericNetlink.WireGuard;

    /// <summary>The wireless radios of this namespace.</summary>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public WirelessTable Wireless => GenericNetlink.Wireless;
}
