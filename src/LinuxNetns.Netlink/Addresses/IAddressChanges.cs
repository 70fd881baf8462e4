namespace LinuxNetns.Netlink;

/// <summary>Tells when to look at the IPv6 addresses again. What happens from its making on counts.</summary>
internal interface IAddressChanges : IAsyncDisposable
{
    /// <summary>Done when they may have changed, and after a while in any case.</summary>
    Task WaitAsync(CancellationToken cancellationToken);
}
