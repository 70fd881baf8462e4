namespace LinuxNetns.Netlink;

/// <content>The kernel's own neighbour tables, in which the entries are: their limits and parameters.</content>
public sealed partial class NeighborTable
{
    /// <summary>Lists the kernel's neighbour tables: for each the limits and defaults, then the parameters of every device, as <c>ip ntable</c> (RTM_GETNEIGHTBL).</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<NeighborCache> ListCaches()
    {
        using var request = new NetlinkWriter(stackalloc byte[32]);
        request.Begin(MessageType.GetNeighborTable, HeaderFlags.Dump, default(NeighborCacheMessage));
        request.End();
        var caches = new List<NeighborCache>();
        foreach (NetlinkMessage message in _requests.Exchange.Dump(request.Written, "list neighbor tables"))
        {
            if (message.Header.Type == MessageType.NewNeighborTable)
            {
                caches.Add(new NeighborCache(message));
            }
        }

        return caches;
    }

    /// <summary>As <see cref="ListCaches"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="ListCaches"/>.</exception>
    public Task<IReadOnlyList<NeighborCache>> ListCachesAsync(CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(ListCaches, cancellationToken);

    /// <summary>Changes limits, or the parameters of a device, as <c>ip ntable change</c> (RTM_SETNEIGHTBL).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time is negative.</exception>
    /// <exception cref="NetlinkException">There is no such table or device (ENOENT, ENODEV), limits outside the initial network namespace (ENOENT), or no privilege (EPERM).</exception>
    /// <example><code>
    /// ns.Neighbors.ChangeCache(new NeighborCache("arp_cache") { Device = "veth0", Parameters = new() { UnicastProbes = 1 } });
    /// </code></example>
    public void ChangeCache(NeighborCache cache) => _requests.Execute(cache, Verb.Change);

    /// <summary>As <see cref="ChangeCache"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="ChangeCache"/>.</exception>
    public Task ChangeCacheAsync(NeighborCache cache, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(cache, Verb.Change, cancellationToken);
}
