namespace LinuxNetns.Netlink;

/// <summary>
/// The VLANs that ports of bridges are in, as <c>bridge vlan</c>. They count where <see cref="BridgeLink.VlanFiltering"/> is on. Reading needs no
/// privilege; every change needs CAP_NET_ADMIN in the user namespace that owns the network namespace.
/// </summary>
public sealed class BridgeVlanTable
{
    private const uint RTEXT_FILTER_BRVLAN = 1 << 1;

    private readonly NetlinkRequests _requests;

    internal BridgeVlanTable(NetlinkRequests requests)
    {
        _requests = requests;
    }

    /// <summary>Lists VLANs, one by one (RTM_GETLINK with AF_BRIDGE).</summary>
    /// <param name="device">Those of one port, or of a bridge itself.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    public IReadOnlyList<BridgeVlan> List(LinkReference? device = null)
    {
        int index = _requests.Links.IndexOrAll(device, nameof(device));
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.GetLink, HeaderFlags.Dump, new InterfaceInfo { Family = AddressFamilyExtensions.AF_BRIDGE });
        request.Attribute(LinkAttribute.IFLA_EXT_MASK, RTEXT_FILTER_BRVLAN);
        request.End();

        var vlans = new List<BridgeVlan>();
        foreach (NetlinkMessage message in _requests.Exchange.Dump(request.Written, "list VLANs of bridges"))
        {
            if (message.Header.Type == MessageType.NewLink)
            {
                BridgeVlan.Read(message, index, vlans);
            }
        }

        return vlans;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    public Task<IReadOnlyList<BridgeVlan>> ListAsync(LinkReference? device = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(device), cancellationToken);

    /// <summary>Puts a port into VLANs, or changes what they are to it, as <c>bridge vlan add</c>.</summary>
    /// <exception cref="ArgumentException">A range cannot be that of frames without a tag.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), it is no port or the kernel has no VLAN filtering (EOPNOTSUPP), no privilege (EPERM).</exception>
    public void Add(BridgeVlan vlan) => _requests.Execute(vlan, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="ArgumentException">As with <see cref="Add"/>.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(BridgeVlan vlan, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(vlan, Verb.Add, cancellationToken);

    /// <summary>Takes a port out of VLANs, as <c>bridge vlan del</c>.</summary>
    /// <exception cref="NetlinkException">It is not in the VLAN (ENOENT), the device is absent (ENODEV), the kernel has no VLAN filtering (EOPNOTSUPP), no privilege (EPERM).</exception>
    public void Delete(BridgeVlan vlan) => _requests.Execute(vlan, Verb.Delete);

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(BridgeVlan vlan, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(vlan, Verb.Delete, cancellationToken);
}
