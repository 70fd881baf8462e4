using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// One ordered stream of what changes in a network namespace, as <c>ip monitor</c> shows it (rtnetlink(7), multicast groups RTNLGRP_*). Needs no privilege,
/// but for <see cref="NetlinkMonitorOptions.AllNetnsIds"/>. Nothing is read ahead: what the reader leaves waits in the kernel's buffer, and when that is
/// full, events are lost and a <see cref="NetlinkEventKind.Resync"/> tells.
/// </summary>
/// <remarks>
/// The kernel does not tell everything. IPv4 routes that go because their link goes down or away go silently, and sending to a group makes a neighbor
/// (<see cref="NeighborStates.NoArp"/>) without a word; only a resync finds out. And a list of IPv6 routes or of neighbors that change while it is made may
/// miss some: with <see cref="NetlinkResync.Differences"/> it is made again when there is news that may be as old as it, until none comes between.
/// </remarks>
public sealed class NetlinkMonitor : IDisposable
{
    private readonly NetlinkSocket _socket;
    private readonly NetlinkConnection? _owned;
    private readonly EventStream _stream;
    private readonly CancellationTokenSource _disposed = new();
    private int _reading;

    private NetlinkMonitor(NetlinkSocket socket, NetlinkConnection connection, NetlinkMonitorOptions options, bool ownsConnection)
    {
        _socket = socket;
        _owned = ownsConnection ? connection : null;
        _stream = new EventStream(socket, connection.Exchange, options);
    }

    /// <summary>Listens in the calling thread's network namespace. News count from the return of this call.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="NetlinkException">No socket could be had, or the privilege for all namespaces is missing (EPERM).</exception>
    public static NetlinkMonitor Open(NetlinkMonitorOptions? options = null)
    {
        var connection = NetlinkConnection.Open();
        try
        {
            return Listen(NetlinkSocket.Open(wait: false), connection, options, ownsConnection: true);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Listens by a socket that was opened inside another network namespace: <c>socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE)</c>, not bound yet.</summary>
    /// <param name="socket">The socket; owned by the monitor from here on, and closed if this fails.</param>
    /// <param name="connection">A connection to the same network namespace, by which the monitor lists; it stays the caller's.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="NetlinkException">The socket cannot be bound, or the privilege for all namespaces is missing (EPERM).</exception>
    public static NetlinkMonitor FromHandle(SafeHandle socket, NetlinkConnection connection, NetlinkMonitorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(connection);
        return Listen(NetlinkSocket.FromHandle(socket, wait: false), connection, options, ownsConnection: false);
    }

    /// <summary>Reads the stream, once. It ends only by cancellation, by <see cref="Dispose"/> or by an error; then the monitor is closed.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="InvalidOperationException">It is being read, or has been.</exception>
    /// <exception cref="NetlinkException">The socket failed, or the kernel refused a list.</exception>
    /// <exception cref="ObjectDisposedException">The monitor was disposed of meanwhile.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async IAsyncEnumerable<NetlinkEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _reading, 1) != 0)
        {
            throw new InvalidOperationException("A monitor can be read once.");
        }

        ReadinessHub hub = ReadinessHub.Shared;
        ReadinessLoop? loop = null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        try
        {
            loop = hub.Join();
            while (true)
            {
                NetlinkEvent? next = await NextAsync(loop, either.Token, cancellationToken).ConfigureAwait(false);
                yield return next;
            }
        }
        finally
        {
            Dispose();
            if (loop is not null)
            {
                // After the last monitor nothing is left: neither thread nor descriptor.
                await hub.LeaveAsync(loop).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Stops listening; a reader gets <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        _socket.Dispose();
        _owned?.Dispose();
    }

    private async Task<NetlinkEvent> NextAsync(ReadinessLoop loop, CancellationToken either, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                either.ThrowIfCancellationRequested();
                if (_stream.TryRead(out NetlinkEvent? e))
                {
                    return e;
                }

                if (_stream.MustSynchronize)
                {
                    // Lists wait for the connection's lock and for the kernel: not on the reader's thread.
                    await Task.Run(_stream.Synchronize, either).ConfigureAwait(false);
                }
                else
                {
                    await WaitAsync(loop, _stream.SynchronizeIn, either).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && !cancellationToken.IsCancellationRequested && _disposed.IsCancellationRequested)
        {
            throw new ObjectDisposedException(GetType().FullName, e);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
    }

    /// <summary>Until there is news, or the time is over.</summary>
    private async Task WaitAsync(ReadinessLoop loop, TimeSpan? atMost, CancellationToken cancellationToken)
    {
        if (atMost is null)
        {
            await loop.WaitAsync(_socket.Handle, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        pause.CancelAfter(atMost.Value);
        try
        {
            await loop.WaitAsync(_socket.Handle, pause.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is time.
        }
    }

    private static NetlinkMonitor Listen(NetlinkSocket socket, NetlinkConnection connection, NetlinkMonitorOptions? options, bool ownsConnection)
    {
        options ??= new NetlinkMonitorOptions();
        try
        {
            socket.SetReceiveBuffer(options.ReceiveBufferSize);
            if (options.AllNetnsIds)
            {
                socket.ListenAllNetnsIds();
            }

            socket.Join(EventTopics.GroupsOf(options));
            return new NetlinkMonitor(socket, connection, options, ownsConnection);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
