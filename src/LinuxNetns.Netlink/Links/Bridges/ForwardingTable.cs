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
        var entries = new List<ForwardingEntry>();
        foreach (ForwardingRow row in EnumerateRows(device, bridge))
        {
            entries.Add(row.ToEntry());
        }

        return entries;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">A device is absent (ENODEV), or the kernel refused.</exception>
    public Task<IReadOnlyList<ForwardingEntry>> ListAsync(LinkReference? device = null, LinkReference? bridge = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(device, bridge), cancellationToken);

    /// <summary>
    /// Reads entries without an object for each: <c>foreach (ForwardingRow row in forwarding.EnumerateRows())</c>. The whole answer is there, consistent, before the
    /// first row; the loop gives its buffer back.
    /// </summary>
    /// <param name="device">Of one device only: a port, a VXLAN.</param>
    /// <param name="bridge">Of one bridge only, with all of its ports.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">A device is absent (ENODEV), or the kernel refused.</exception>
    public ForwardingRows EnumerateRows(LinkReference? device = null, LinkReference? bridge = null)
    {
        int index = _requests.Links.IndexOrAll(device, nameof(device));
        int master = _requests.Links.IndexOrAll(bridge, nameof(bridge));
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.GetNeighbor, HeaderFlags.Dump, new ForwardingMessage { Family = AddressFamilyExtensions.AF_BRIDGE, Index = index });
        request.Attribute(ForwardingAttribute.NDA_MASTER, master != 0 ? master : default(int?), nameof(bridge));
        request.End();
        return new ForwardingRows(_requests.Exchange.Dump(request.Written, "list forwarding entries"), index, master);
    }

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

    /// <summary>Deletes the entries of one database that answer to a filter, in one message, as <c>bridge fdb flush</c> (RTM_DELNEIGH with NLM_F_BULK, Linux 5.19).</summary>
    /// <param name="device">The bridge or the VXLAN; with <paramref name="master"/>, a port: those that point to it.</param>
    /// <param name="filter">Which; null: all.</param>
    /// <param name="master">The database of the bridge that the device is a port of, not the device's own.</param>
    /// <exception cref="ArgumentException">No device is named.</exception>
    /// <exception cref="NetlinkException">
    /// The device is absent (ENODEV), it has no database that can be flushed (EOPNOTSUPP), the kernel does not know what the filter asks for (EINVAL), or is too old for
    /// this (EINVAL), no privilege (EPERM). Nothing was deleted.
    /// </exception>
    public void Flush(LinkReference device, ForwardingFilter? filter = null, bool master = false)
    {
        if (device == LinkReference.None)
        {
            throw new ArgumentException("No link is named.", nameof(device));
        }

        filter ??= new ForwardingFilter();
        (ushort states, ushort stateMask) = filter.States;
        (ForwardingFlags flags, ForwardingFlags flagMask) = filter.Flags;
        using var request = new NetlinkWriter(stackalloc byte[192]);
        request.Begin(MessageType.DeleteNeighbor, HeaderFlags.Ack | HeaderFlags.Bulk, new ForwardingMessage
        {
            Family = AddressFamilyExtensions.AF_BRIDGE, Index = _requests.Links.IndexOf(device), State = states, Flags = flags | (master ? ForwardingFlags.Master : ForwardingFlags.Self),
        });
        request.Attribute(ForwardingAttribute.NDA_IFINDEX, _requests.Links.IndexOf(filter.Port), nameof(filter.Port));
        request.Attribute(ForwardingAttribute.NDA_VLAN, filter.VlanId);
        request.Attribute(ForwardingAttribute.NDA_DST, filter.Destination);
        request.BigEndian(ForwardingAttribute.NDA_PORT, filter.DestinationPort);
        request.Attribute(ForwardingAttribute.NDA_VNI, filter.Vni);
        request.Attribute(ForwardingAttribute.NDA_SRC_VNI, filter.SourceVni);
        request.Attribute(ForwardingAttribute.NDA_NH_ID, filter.NextHopId);
        request.Attribute(ForwardingAttribute.NDA_NDM_STATE_MASK, stateMask == 0 ? default(ushort?) : stateMask, nameof(filter));
        request.Attribute(ForwardingAttribute.NDA_NDM_FLAGS_MASK, flagMask == 0 ? default(byte?) : (byte)flagMask, nameof(filter));
        request.End();
        _requests.Exchange.Change(request, $"flush the forwarding entries of \"{device}\"");
    }

    /// <summary>As <see cref="Flush"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Flush"/>.</exception>
    public Task FlushAsync(LinkReference device, ForwardingFilter? filter = null, bool master = false, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Flush(device, filter, master), cancellationToken);
}
