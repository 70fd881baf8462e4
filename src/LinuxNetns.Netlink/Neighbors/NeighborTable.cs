using System.Net;

namespace LinuxNetns.Netlink;

/// <summary>
/// The neighbours of the connection's network namespace: what ARP and neighbour discovery know, and for whom this machine answers. Reading needs no privilege;
/// every change needs CAP_NET_ADMIN in the user namespace that owns the network namespace. Usable from any thread, by many at once.
/// </summary>
public sealed partial class NeighborTable
{
    private readonly NetlinkRequests _requests;

    internal NeighborTable(NetlinkRequests requests)
    {
        _requests = requests;
    }

    /// <summary>Lists neighbours, of every state (RTM_GETNEIGH).</summary>
    /// <param name="filter">Which ones; null: all but proxies.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Neighbours came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    public IReadOnlyList<Neighbor> List(NeighborFilter? filter = null)
    {
        var neighbors = new List<Neighbor>();
        foreach (NeighborRow row in EnumerateRows(filter))
        {
            neighbors.Add(row.ToNeighbor());
        }

        return neighbors;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="List"/>.</exception>
    public Task<IReadOnlyList<Neighbor>> ListAsync(NeighborFilter? filter = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(filter), cancellationToken);

    /// <summary>
    /// Reads neighbours without an object for each: <c>foreach (NeighborRow row in neighbors.EnumerateRows())</c>. The whole answer is there, consistent, before
    /// the first row; the loop gives its buffer back.
    /// </summary>
    /// <param name="filter">Which ones; null: all but proxies.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Neighbours came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    public NeighborRows EnumerateRows(NeighborFilter? filter = null)
    {
        filter ??= NeighborFilter.Everything;
        int device = _requests.Links.IndexOrAll(filter.Device, nameof(filter));
        using var request = new NetlinkWriter(stackalloc byte[48]);
        request.Begin(
            MessageType.GetNeighbor,
            HeaderFlags.Dump,
            new NeighborMessage { Family = filter.Family.ToKernel(), Flags = filter.IsProxy ? (byte)NeighborFlags.Proxy : (byte)0 });
        request.Attribute(NeighborAttribute.NDA_IFINDEX, device == 0 ? default(int?) : device);
        request.End();
        return new NeighborRows(_requests.Exchange.Dump(request.Written, "list neighbors"), filter, device);
    }

    /// <summary>The neighbour, or null when there is none, as <c>ip neighbor get</c>; Linux 5.0.</summary>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused for another reason than absence.</exception>
    public Neighbor? Find(LinkReference device, IPAddress address)
    {
        Neighbor? found = Ask(device, address, out ExtendedAck ack);
        return found is null && ack.Errno != Errno.ENOENT ? throw ack.ToException($"get neighbor {address} dev {device}") : found;
    }

    /// <summary>As <see cref="Find"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Find"/>.</exception>
    public Task<Neighbor?> FindAsync(LinkReference device, IPAddress address, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Find(device, address), cancellationToken);

    /// <summary>The neighbour, as <c>ip neighbor get</c>; Linux 5.0.</summary>
    /// <exception cref="NetlinkException">There is none (ENOENT), the device is absent (ENODEV), or the kernel refused.</exception>
    public Neighbor Get(LinkReference device, IPAddress address) =>
        Ask(device, address, out ExtendedAck ack) ?? throw ack.ToException($"get neighbor {address} dev {device}");

    /// <summary>As <see cref="Get"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Get"/>.</exception>
    public Task<Neighbor> GetAsync(LinkReference device, IPAddress address, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Get(device, address), cancellationToken);

    /// <summary>Adds a neighbour, as <c>ip neighbor add</c> (RTM_NEWNEIGH).</summary>
    /// <exception cref="ArgumentException">It is not whole.</exception>
    /// <exception cref="NetlinkException">There is one for the address (EEXIST), the device is absent (ENODEV), the kernel refused a value (EINVAL), or no privilege (EPERM).</exception>
    public void Add(Neighbor neighbor) => _requests.Execute(neighbor, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(Neighbor neighbor, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(neighbor, Verb.Add, cancellationToken);

    /// <summary>Adds a neighbour, or puts it in the place of the one with the address, as <c>ip neighbor replace</c>.</summary>
    /// <exception cref="ArgumentException">It is not whole.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>, but for EEXIST.</exception>
    public void Replace(Neighbor neighbor) => _requests.Execute(neighbor, Verb.Replace);

    /// <summary>As <see cref="Replace"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Replace"/>.</exception>
    public Task ReplaceAsync(Neighbor neighbor, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(neighbor, Verb.Replace, cancellationToken);

    /// <summary>Changes the neighbour with the address, as <c>ip neighbor change</c>.</summary>
    /// <exception cref="ArgumentException">It is not whole.</exception>
    /// <exception cref="NetlinkException">There is none such (ENOENT); else as with <see cref="Add"/>.</exception>
    public void Change(Neighbor neighbor) => _requests.Execute(neighbor, Verb.Change);

    /// <summary>As <see cref="Change"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Change"/>.</exception>
    public Task ChangeAsync(Neighbor neighbor, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(neighbor, Verb.Change, cancellationToken);

    /// <summary>Deletes a neighbour, or a proxy, by its address and device, as <c>ip neighbor delete</c> (RTM_DELNEIGH).</summary>
    /// <exception cref="NetlinkException">There is none such (ENOENT), the device is absent (ENODEV), or no privilege (EPERM).</exception>
    public void Delete(Neighbor neighbor) => _requests.Execute(neighbor, Verb.Delete);

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(Neighbor neighbor, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(neighbor, Verb.Delete, cancellationToken);

    /// <summary>
    /// Deletes the neighbours that answer to the filter, as <c>ip neighbor flush</c>; without <see cref="NeighborFilter.States"/> permanent ones and those that
    /// need no asking stay.
    /// </summary>
    /// <returns>How many.</returns>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or no privilege (EPERM): what could be deleted is.</exception>
    public int Flush(NeighborFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var flush = new Flush(_requests.Exchange, MessageType.DeleteNeighbor, "flush neighbors");
        try
        {
            foreach (NeighborRow row in EnumerateRows(filter))
            {
                if (filter.States is not null || filter.IsProxy || (row.State & (NeighborStates.Permanent | NeighborStates.NoArp)) == 0)
                {
                    flush.Add(row.Payload);
                }
            }

            return flush.Finish();
        }
        finally
        {
            flush.Dispose();
        }
    }

    /// <summary>As <see cref="Flush"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Flush"/>.</exception>
    public Task<int> FlushAsync(NeighborFilter filter, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Flush(filter), cancellationToken);

    private Neighbor? Ask(LinkReference device, IPAddress address, out ExtendedAck ack)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (device == LinkReference.None)
        {
            throw new ArgumentException("No link is named.", nameof(device));
        }

        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(
            MessageType.GetNeighbor,
            HeaderFlags.None,
            new NeighborMessage { Family = address.AddressFamily.ToKernel(), Index = _requests.Links.IndexOf(device) });
        request.Attribute(NeighborAttribute.NDA_DST, address);
        request.End();
        foreach (NetlinkMessage message in _requests.Exchange.Ask(request.Written, out ack))
        {
            if (message.Header.Type == MessageType.NewNeighbor)
            {
                return new NeighborRow(message).ToNeighbor();
            }
        }

        return null;
    }
}
