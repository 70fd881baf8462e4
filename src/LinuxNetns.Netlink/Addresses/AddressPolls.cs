namespace LinuxNetns.Netlink;

/// <summary>Where no other socket can be had: again and again, less and less often.</summary>
internal sealed class AddressPolls : IAddressChanges
{
    private const int Longest = 50;

    private int _pause = 5;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        int pause = _pause;
        _pause = Math.Min(2 * pause, Longest);
        return Task.Delay(pause, cancellationToken);
    }

    public ValueTask DisposeAsync() => default;
}
