namespace LinuxNetns.Netlink;

/// <summary>By the kernel's own events (RTNLGRP_IPV6_IFADDR): it tells of an address when its duplicate address detection ends, either way.</summary>
internal sealed class AddressEvents : IAddressChanges
{
    /// <summary>A socket that was made in another network namespace than it should have been tells nothing of this one.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);

    private readonly NetlinkSocket _socket;
    private readonly ReadinessLoop _loop;

    private AddressEvents(NetlinkSocket socket)
    {
        _socket = socket;
        _loop = ReadinessHub.Shared.Join();
    }

    /// <summary>Listens by a socket that does not wait, and takes it over.</summary>
    internal static AddressEvents Listen(NetlinkSocket socket)
    {
        try
        {
            socket.Join([EventGroup.RTNLGRP_IPV6_IFADDR]);
            return new AddressEvents(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(s_longest);
        try
        {
            await _loop.WaitAsync(_socket.Handle, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nothing happened.
        }

        // What they say is seen by looking.
        _socket.DropQueued();
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return new ValueTask(ReadinessHub.Shared.LeaveAsync(_loop));
    }
}
