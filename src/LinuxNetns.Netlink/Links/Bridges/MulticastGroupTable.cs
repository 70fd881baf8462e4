namespace LinuxNetns.Netlink;

/// <summary>
/// The multicast groups of the bridges of a network namespace, as <c>bridge mdb</c>. Reading needs no privilege; every change needs CAP_NET_ADMIN in
/// the user namespace that owns the network namespace. The kernel adds entries while <see cref="BridgeLink.MulticastSnooping"/> is on and the bridge is up.
/// </summary>
public sealed class MulticastGroupTable
{
    private readonly NetlinkRequests _requests;

    internal MulticastGroupTable(NetlinkRequests requests)
    {
        _requests = requests;
    }

    /// <summary>Lists entries (RTM_GETMDB).</summary>
    /// <param name="bridge">Of one bridge only.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Entries came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The bridge is absent (ENODEV), or the kernel refused.</exception>
    public IReadOnlyList<MulticastGroupEntry> List(LinkReference? bridge = null)
    {
        var entries = new List<MulticastGroupEntry>();
        foreach (MulticastGroupRow row in EnumerateRows(bridge))
        {
            entries.Add(row.ToEntry());
        }

        return entries;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Entries came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The bridge is absent (ENODEV), or the kernel refused.</exception>
    public Task<IReadOnlyList<MulticastGroupEntry>> ListAsync(LinkReference? bridge = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(bridge), cancellationToken);

    /// <summary>
    /// Reads entries without an object for each: <c>foreach (MulticastGroupRow row in groups.EnumerateRows())</c>. The whole answer is there, consistent, before the
    /// first row; the loop gives its buffer back.
    /// </summary>
    /// <param name="bridge">Of one bridge only.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Entries came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The bridge is absent (ENODEV), or the kernel refused.</exception>
    public MulticastGroupRows EnumerateRows(LinkReference? bridge = null)
    {
        int index = _requests.Links.IndexOrAll(bridge, nameof(bridge));
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.GetMdb, HeaderFlags.Dump, new MulticastGroupHeader { Family = AddressFamilyExtensions.AF_BRIDGE });
        request.End();
        return new MulticastGroupRows(_requests.Exchange.Dump(request.Written, "list multicast groups"), index);
    }

    /// <summary>Adds an entry, as <c>bridge mdb add</c>.</summary>
    /// <exception cref="NetlinkException">It is there (EEXIST), a device is absent or is no bridge or port (ENODEV, EOPNOTSUPP), the bridge is down or does not snoop (EINVAL), no privilege (EPERM).</exception>
    public void Add(MulticastGroupEntry entry) => _requests.Execute(entry, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(MulticastGroupEntry entry, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(entry, Verb.Add, cancellationToken);

    /// <summary>Adds an entry, or puts it in the place of the one that is there, as <c>bridge mdb replace</c> (Linux 6.2).</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>, EEXIST apart.</exception>
    public void Replace(MulticastGroupEntry entry) => _requests.Execute(entry, Verb.Replace);

    /// <summary>As <see cref="Replace"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Replace"/>.</exception>
    public Task ReplaceAsync(MulticastGroupEntry entry, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(entry, Verb.Replace, cancellationToken);

    /// <summary>Deletes an entry, as <c>bridge mdb del</c>.</summary>
    /// <exception cref="NetlinkException">There is none (EINVAL, ENOENT), a device is absent (ENODEV), no privilege (EPERM).</exception>
    public void Delete(MulticastGroupEntry entry) => _requests.Execute(entry, Verb.Delete);

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(MulticastGroupEntry entry, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(entry, Verb.Delete, cancellationToken);
}
