namespace LinuxNetns.Netlink;

/// <summary>
/// The forwarding databases of a network namespace, those of bridges, of VXLANs and of cards, as <c>bridge fdb</c>. Reading needs no privilege; every
/// change needs CAP_NET_ADMIN in the user namespace that owns the network namespace.
/// </summary>
public sealed class ForwardingTable
{
    private readonly NetlinkRequests _requests;

    internal ForwardingTable(NetlinkRequests requests)
    {
        _requests = requests;
    }

    /// <summary>Lists entries (RTM_GETNEIGH with AF_BRIDGE).</summary>
    /// <param name="device">Of one device only: a port, a VXLAN.</param>
    /// <param name="bridge">Of one bridge only, with all of its ports.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">A device is absent (ENODEV), or the kernel refused.</exception>
    public IReadOnlyList<ForwardingEntry> List(LinkReference? device = null, LinkReference? bridge = null)
    {
        int index = _requests.Links.IndexOrAll(device, nameof(device));
        int master = _requests.Links.IndexOrAll(bridge, nameof(bridge));
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.GetNeighbor, HeaderFlags.Dump, new ForwardingMessage { Family = AddressFamilyExtensions.AF_BRIDGE, Index = index });
        request.Attribute(ForwardingEntry.NDA_MASTER, master != 0 ? master : default(int?), nameof(bridge));
        request.End();

        var entries = new List<ForwardingEntry>();
        foreach (NetlinkMessage message in _requests.Exchange.Dump(request.Written, "list forwarding entries"))
        {
            if (message.Header.Type == MessageType.NewNeighbor && new ForwardingEntry(message) is { } entry
                && (index == 0 || entry.Device.Index == index)
                && (master == 0 || entry.Bridge?.Index == master || entry.Device.Index == master))
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">A device is absent (ENODEV), or the kernel refused.</exception>
    public Task<IReadOnlyList<ForwardingEntry>> ListAsync(LinkReference? device = null, LinkReference? bridge = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(device, bridge), cancellationToken);

    /// <summary>Adds an entry, as <c>bridge fdb add</c>.</summary>
    /// <exception cref="NetlinkException">It is there (EEXIST), the device is absent (ENODEV), it has no such database (EOPNOTSUPP), no privilege (EPERM).</exception>
    public void Add(ForwardingEntry entry) => _requests.Execute(entry, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(ForwardingEntry entry, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(entry, Verb.Add, cancellationToken);

    /// <summary>Adds another destination to a VXLAN's entry, as <c>bridge fdb append</c>.</summary>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), it has no such database (EOPNOTSUPP), no privilege (EPERM).</exception>
    public void Append(ForwardingEntry entry) => _requests.Execute(entry, Verb.Append);

    /// <summary>As <see cref="Append"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Append"/>.</exception>
    public Task AppendAsync(ForwardingEntry entry, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(entry, Verb.Append, cancellationToken);

    /// <summary>Adds an entry, or puts it in the place of the one that the address has, as <c>bridge fdb replace</c>.</summary>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), it has no such database (EOPNOTSUPP), no privilege (EPERM).</exception>
    public void Replace(ForwardingEntry entry) => _requests.Execute(entry, Verb.Replace);

    /// <summary>As <see cref="Replace"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Replace"/>.</exception>
    public Task ReplaceAsync(ForwardingEntry entry, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(entry, Verb.Replace, cancellationToken);

    /// <summary>Deletes an entry, as <c>bridge fdb del</c>.</summary>
    /// <exception cref="NetlinkException">There is none (ENOENT), the device is absent (ENODEV), no privilege (EPERM).</exception>
    public void Delete(ForwardingEntry entry) => _requests.Execute(entry, Verb.Delete);

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(ForwardingEntry entry, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(entry, Verb.Delete, cancellationToken);
}
