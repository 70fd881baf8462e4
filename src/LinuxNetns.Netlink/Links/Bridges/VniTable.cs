namespace LinuxNetns.Netlink;

/// <summary>
/// Which network identifiers VXLANs let in, as <c>bridge vni</c>: of those with <see cref="VxlanLink.VniFilter"/>. Reading needs no privilege; every change needs
/// CAP_NET_ADMIN in the user namespace that owns the network namespace. Linux 5.18.
/// </summary>
public sealed class VniTable
{
    private readonly NetlinkRequests _requests;

    internal VniTable(NetlinkRequests requests) => _requests = requests;

    /// <summary>Lists entries (RTM_GETTUNNEL).</summary>
    /// <param name="device">Of one VXLAN only.</param>
    /// <param name="statistics">With what each has counted (<c>bridge -s vni</c>): each network identifier is an entry then.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or has no filter (EINVAL), the kernel does not know it (EOPNOTSUPP), or refused.</exception>
    public IReadOnlyList<VniEntry> List(LinkReference? device = null, bool statistics = false)
    {
        int index = _requests.Links.IndexOrAll(device, nameof(device));
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.GetTunnel, HeaderFlags.Dump, new VniMessage
        {
            Family = AddressFamilyExtensions.AF_BRIDGE, Flags = statistics ? VniAttribute.TUNNEL_MSG_FLAG_STATS : (byte)0, Index = index,
        });
        request.End();

        var entries = new List<VniEntry>();
        foreach (NetlinkMessage message in _requests.Exchange.Dump(request.Written, "list VNIs"))
        {
            if (message.Header.Type == MessageType.NewTunnel)
            {
                VniEntry.Read(message, index, entries);
            }
        }

        return entries;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="List"/>.</exception>
    public Task<IReadOnlyList<VniEntry>> ListAsync(LinkReference? device = null, bool statistics = false, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(device, statistics), cancellationToken);

    /// <summary>Lets network identifiers in, or gives them another end, as <c>bridge vni add</c>.</summary>
    /// <exception cref="ArgumentException">The last is not behind the first. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">
    /// The device is absent (ENODEV), it is no VXLAN with such a filter (EOPNOTSUPP, EINVAL), another VXLAN has one of them (EEXIST), no privilege (EPERM).
    /// </exception>
    public void Add(VniEntry entry) => _requests.Execute(entry, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(VniEntry entry, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(entry, Verb.Add, cancellationToken);

    /// <summary>Lets network identifiers in no more, as <c>bridge vni del</c>.</summary>
    /// <exception cref="ArgumentException">The last is not behind the first. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">One is not there (ENOENT), the device is absent (ENODEV), it is no VXLAN with such a filter (EOPNOTSUPP, EINVAL), no privilege (EPERM).</exception>
    public void Delete(VniEntry entry) => _requests.Execute(entry, Verb.Delete);

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(VniEntry entry, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(entry, Verb.Delete, cancellationToken);
}
