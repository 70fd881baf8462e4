using System.Runtime.CompilerServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <content>What changes in it.</content>
public sealed partial class NetworkNamespace
{
    private readonly CancellationTokenSource _ended = new();

    /// <summary>
    /// One ordered stream of what changes in this namespace, as <c>ip monitor</c> shows it: links, addresses, routes, rules, neighbours, next hops, settings,
    /// advertised prefixes and namespace ids, of the types that the lists have.
    /// Each enumeration listens by a socket of its own from its first step on, and closes it at its end.
    /// </summary>
    /// <param name="options">How to listen; null for the defaults, which tell first what is there.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The events; see <see cref="NetlinkMonitor.ReadAllAsync"/>. The stream ends with <see cref="ObjectDisposedException"/> when this object is disposed of.</returns>
    /// <inheritdoc cref="Netlink" path="/exception"/>
    public IAsyncEnumerable<NetlinkEvent> MonitorAsync(NetlinkMonitorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return ReadEventsAsync(options ?? new NetlinkMonitorOptions(), cancellationToken);
    }

    private async IAsyncEnumerable<NetlinkEvent> ReadEventsAsync(NetlinkMonitorOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NetlinkConnection connection = Netlink;
        SafeFileHandle socket = OpenListener();
        try
        {
            using NetlinkMonitor monitor = NetlinkMonitor.FromHandle(socket, connection, options);
            using CancellationTokenRegistration ends = _ended.Token.UnsafeRegister(static monitor => ((NetlinkMonitor)monitor!).Dispose(), monitor);
            await foreach (NetlinkEvent e in monitor.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return e;
        }
        finally
        {
            Forget(socket);
        }
    }
}
