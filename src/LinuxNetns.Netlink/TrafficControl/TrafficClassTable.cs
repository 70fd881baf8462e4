namespace LinuxNetns.Netlink;

/// <summary>
/// The classes of the namespace's queueing disciplines, <c>tc class</c>. Reading needs no privilege; every change needs CAP_NET_ADMIN in the user
/// namespace that owns the network namespace. Usable from any thread, by many at once.
/// </summary>
public sealed class TrafficClassTable
{
    private readonly NetlinkRequests _requests;

    internal TrafficClassTable(NetlinkRequests requests) => _requests = requests;

    /// <summary>Lists those of a device (RTM_GETTCLASS).</summary>
    /// <param name="device">The device.</param>
    /// <exception cref="NetlinkDumpInterruptedException">They changed during every attempt.</exception>
    /// <exception cref="NetlinkException">There is no such device (ENODEV), or the kernel refused.</exception>
    public IReadOnlyList<TrafficClass> List(LinkReference device)
    {
        int index = device == LinkReference.None ? throw new ArgumentException("No device is named.", nameof(device)) : _requests.Links.IndexOf(device);
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.GetClass, HeaderFlags.Dump, new TrafficMessage { Index = index });
        request.End();
        var classes = new List<TrafficClass>();
        foreach (NetlinkMessage message in _requests.Exchange.Dump(request.Written, $"list classes of \"{device}\""))
        {
            if (message.Header.Type == MessageType.NewClass)
            {
                classes.Add(TrafficClass.Read(new TrafficRow(message)));
            }
        }

        return classes;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="List"/>.</exception>
    public Task<IReadOnlyList<TrafficClass>> ListAsync(LinkReference device, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(device), cancellationToken);

    /// <summary>Adds one, as <c>tc class add</c> (RTM_NEWTCLASS).</summary>
    /// <exception cref="ArgumentException">A value cannot be. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">It is there (EEXIST), its qdisc is not (ENOENT) or has no classes (EOPNOTSUPP), a value is refused (EINVAL), no privilege (EPERM).</exception>
    public void Add(TrafficClass trafficClass) => _requests.Execute(trafficClass, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(TrafficClass trafficClass, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(trafficClass, Verb.Add, cancellationToken);

    /// <summary>Adds one, or changes the one that is there, as <c>tc class replace</c>.</summary>
    /// <exception cref="ArgumentException">A value cannot be. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>, but for EEXIST.</exception>
    public void Replace(TrafficClass trafficClass) => _requests.Execute(trafficClass, Verb.Replace);

    /// <summary>As <see cref="Replace"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Replace"/>.</exception>
    public Task ReplaceAsync(TrafficClass trafficClass, CancellationToken cancellationToken = default) =>
        _requests.ExecuteAsync(trafficClass, Verb.Replace, cancellationToken);

    /// <summary>Changes one that is there, as <c>tc class change</c>.</summary>
    /// <exception cref="ArgumentException">A value cannot be. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">There is none (ENOENT), or as with <see cref="Add"/>.</exception>
    public void Change(TrafficClass trafficClass) => _requests.Execute(trafficClass, Verb.Change);

    /// <summary>As <see cref="Change"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Change"/>.</exception>
    public Task ChangeAsync(TrafficClass trafficClass, CancellationToken cancellationToken = default) =>
        _requests.ExecuteAsync(trafficClass, Verb.Change, cancellationToken);

    /// <summary>Deletes one, as <c>tc class delete</c> (RTM_DELTCLASS).</summary>
    /// <exception cref="NetlinkException">There is none (ENOENT), filters or classes still use it (EBUSY), no privilege (EPERM).</exception>
    public void Delete(TrafficClass trafficClass) => _requests.Execute(trafficClass, Verb.Delete);

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(TrafficClass trafficClass, CancellationToken cancellationToken = default) =>
        _requests.ExecuteAsync(trafficClass, Verb.Delete, cancellationToken);
}
