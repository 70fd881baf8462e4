using System.Net.Sockets;

namespace LinuxNetns.Netlink;

public sealed partial class AddressTable
{
    /// <summary>
    /// Waits until duplicate address detection has ended for every IPv6 address of a device: until then nothing can be bound to them. Detection runs while
    /// the link is up and has a carrier, and takes a second or two.
    /// </summary>
    /// <remarks>
    /// By the kernel's events, on a socket of its own, that of <c>NetworkNamespace.Netlink</c> and of <see cref="NetlinkConnection.Open"/>; a connection of a handle
    /// that came without a way to open another one looks again every 50 milliseconds.
    /// </remarks>
    /// <param name="device">The device.</param>
    /// <param name="timeout">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for ever.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="DuplicateAddressException">Another host has one of the addresses.</exception>
    /// <exception cref="TimeoutException">Addresses are still tentative: the link may be down, or without a carrier.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    public async Task WaitUntilReadyAsync(LinkReference device, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
        }

        int index = await _requests.Exchange.RunAsync(() => _requests.Links.IndexOf(device), cancellationToken).ConfigureAwait(false);
        // Most often there is nothing to wait for.
        if (await FindTentativeAsync(device, index, cancellationToken).ConfigureAwait(false) is [])
        {
            return;
        }

        long start = Environment.TickCount64;
        IAddressChanges changes = Listen();
        await using (changes.ConfigureAwait(false))
        {
            while (await FindTentativeAsync(device, index, cancellationToken).ConfigureAwait(false) is { Length: > 0 } tentative)
            {
                long left = timeout == Timeout.InfiniteTimeSpan ? int.MaxValue : (long)timeout.TotalMilliseconds - (Environment.TickCount64 - start);
                if (left <= 0)
                {
                    throw new TimeoutException(
                        $"Addresses of \"{device}\" are tentative after {timeout}: {string.Join(", ", tentative.AsEnumerable())}. Is the link up, with a carrier?");
                }

                await WaitAsync(changes, (int)Math.Min(left, int.MaxValue), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task WaitAsync(IAddressChanges changes, int milliseconds, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(milliseconds);
        try
        {
            await changes.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Unless the caller cancelled, one more look: the last.
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <exception cref="DuplicateAddressException">One of the addresses is another host's.</exception>
    private async Task<InterfaceAddress[]> FindTentativeAsync(LinkReference device, int index, CancellationToken cancellationToken)
    {
        var filter = new AddressFilter { Device = index, Family = AddressFamily.InterNetworkV6 };
        IReadOnlyList<InterfaceAddress> addresses = await ListAsync(filter, cancellationToken).ConfigureAwait(false);
        return addresses.FirstOrDefault(address => (address.Flags & InterfaceAddressFlags.DadFailed) != 0) is InterfaceAddress failed
            ? throw new DuplicateAddressException(failed with { Device = device })
            : [.. addresses.Where(address => address.IsTentative)];
    }

    private IAddressChanges Listen()
    {
        try
        {
            return _listen?.Invoke() ?? new AddressPolls();
        }
        catch (IOException)
        {
            // No descriptor, or no privilege any more to open one in the network namespace: that is no reason not to wait.
            return new AddressPolls();
        }
    }
}
