using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// Tells when a network namespace gets an id in the one that the monitor's socket was made in, and when one with an id is gone
/// (multicast group RTNLGRP_NSID). Needs no privilege. Namespaces without an id say nothing: assign one first.
/// Usable from any thread, though an event goes to one reader only.
/// </summary>
public sealed class NetnsIdMonitor : IDisposable
{
    private const int GroupNetnsId = 28;
    private const int ReceiveBufferBytes = 1 << 20;

    private readonly NetlinkSocket? _socket;
    private readonly NetnsIdEventQueue _queue;

    internal NetnsIdMonitor(INetlinkTransport transport)
    {
        _socket = transport as NetlinkSocket;
        _queue = new NetnsIdEventQueue(transport);
    }

    /// <summary>The socket's descriptor, to poll(2) for input together with others. After it is readable, read until nothing is left.</summary>
    /// <remarks>Do not close it or read from it.</remarks>
    public SafeHandle Handle => _socket!.Handle;

    /// <summary>Listens in the calling thread's network namespace. Events count from the return of this call.</summary>
    /// <exception cref="NetlinkException">No socket could be had.</exception>
    public static NetnsIdMonitor Open() => Listen(NetlinkSocket.Open(wait: false));

    /// <summary>Listens by a socket that was opened inside another network namespace: <c>socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE)</c>, not bound yet.</summary>
    /// <param name="socket">The socket; owned by the monitor from here on, and closed if this fails.</param>
    /// <exception cref="NetlinkException">It cannot be bound, or the kernel has no such group (Linux 4.0 and later).</exception>
    public static NetnsIdMonitor FromHandle(SafeHandle socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return Listen(NetlinkSocket.FromHandle(socket, wait: false));
    }

    /// <summary>Takes the next event without waiting.</summary>
    /// <param name="e">The event.</param>
    /// <returns>False when there is none now.</returns>
    /// <exception cref="NetlinkException">The socket failed. Lost events are no failure but a <see cref="NetnsIdEventKind.Resync"/>.</exception>
    public bool TryRead(out NetnsIdEvent e) => _queue.TryRead(out e);

    /// <summary>Waits until an event may be there.</summary>
    /// <param name="timeout">How long at most; <see cref="Timeout.InfiniteTimeSpan"/> waits for ever. At most about 24 days.</param>
    /// <returns>False when the time is over.</returns>
    /// <exception cref="NetlinkException">The socket failed.</exception>
    public bool Wait(TimeSpan timeout)
    {
        long milliseconds = timeout == Timeout.InfiniteTimeSpan ? -1 : (long)Math.Ceiling(timeout.TotalMilliseconds);
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, nameof(timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, int.MaxValue, nameof(timeout));
        return _queue.HasEvents || _socket!.Poll((int)milliseconds);
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose() => _queue.Dispose();

    private static NetnsIdMonitor Listen(NetlinkSocket socket)
    {
        try
        {
            socket.SetReceiveBuffer(ReceiveBufferBytes);
            socket.Join(GroupNetnsId);
            return new NetnsIdMonitor(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
