namespace LinuxNetns.Netlink;

/// <summary>
/// The IPv4 and IPv6 addresses of the connection's network namespace. Reading needs no privilege; every change needs CAP_NET_ADMIN in the user
/// namespace that owns the network namespace. Usable from any thread, by many at once.
/// </summary>
public sealed partial class AddressTable
{
    private readonly NetlinkRequests _requests;
    private readonly Func<IAddressChanges>? _listen;

    internal AddressTable(NetlinkRequests requests, Func<IAddressChanges>? listen = null)
    {
        _requests = requests;
        _listen = listen;
    }

    /// <summary>Lists addresses, in the kernel's order, IPv4 first (RTM_GETADDR).</summary>
    /// <param name="filter">Which ones; null: all.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Addresses came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    public IReadOnlyList<InterfaceAddress> List(AddressFilter? filter = null)
    {
        var addresses = new List<InterfaceAddress>();
        foreach (AddressRow row in EnumerateRows(filter))
        {
            addresses.Add(row.ToAddress());
        }

        return addresses;
    }

    /// <summary>As <see cref="List(AddressFilter?)"/>, of one device.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Addresses came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    public IReadOnlyList<InterfaceAddress> List(LinkReference device) => List(new AddressFilter { Device = device });

    /// <summary>As <see cref="List(AddressFilter?)"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Addresses came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    public Task<IReadOnlyList<InterfaceAddress>> ListAsync(AddressFilter? filter = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(filter), cancellationToken);

    /// <summary>
    /// Reads addresses without an object for each: <c>foreach (AddressRow row in addresses.EnumerateRows())</c>. The whole answer is there, consistent,
    /// before the first row; the loop gives its buffer back.
    /// </summary>
    /// <param name="filter">Which ones; null: all.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Addresses came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    public AddressRows EnumerateRows(AddressFilter? filter = null)
    {
        filter ??= AddressFilter.Everything;
        int device = _requests.Links.IndexOrAll(filter.Device, nameof(filter));
        using var request = new NetlinkWriter(stackalloc byte[32]);
        request.Begin(MessageType.GetAddress, HeaderFlags.Dump, new InterfaceAddressMessage { Family = filter.Family.ToKernel(), Index = device });
        request.End();
        return new AddressRows(_requests.Exchange.Dump(request.Written, "list addresses"), filter, device);
    }

    /// <summary>Gives a device an address, as <c>ip address add 10.1.1.1/24 dev veth0</c>.</summary>
    /// <param name="device">The device.</param>
    /// <param name="address">The address and the length of its prefix; without one, /32 or /128.</param>
    /// <exception cref="ArgumentException">No address, or a prefix that is longer than it.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), has the address already (EEXIST), or no privilege (EPERM).</exception>
    public void Add(LinkReference device, string address) => Add(new InterfaceAddress(device, address));

    /// <summary>Gives a device an address, as <c>ip address add</c> (RTM_NEWADDR).</summary>
    /// <exception cref="ArgumentException">It is not whole, or contradicts itself.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), has the address already (EEXIST), or no privilege (EPERM).</exception>
    public void Add(InterfaceAddress address) => _requests.Execute(address, Verb.Add);

    /// <summary>As <see cref="Add(LinkReference, string)"/>, on a thread of the pool.</summary>
    /// <exception cref="ArgumentException">No address, or a prefix that is longer than it.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add(LinkReference, string)"/>.</exception>
    public Task AddAsync(LinkReference device, string address, CancellationToken cancellationToken = default) =>
        AddAsync(new InterfaceAddress(device, address), cancellationToken);

    /// <summary>As <see cref="Add(InterfaceAddress)"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add(InterfaceAddress)"/>.</exception>
    public Task AddAsync(InterfaceAddress address, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(address, Verb.Add, cancellationToken);

    /// <summary>Gives a device an address, or changes the lifetimes, flags and metric of the one it has, as <c>ip address replace</c>.</summary>
    /// <exception cref="ArgumentException">It is not whole, or contradicts itself.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or no privilege (EPERM).</exception>
    public void Replace(InterfaceAddress address) => _requests.Execute(address, Verb.Replace);

    /// <summary>As <see cref="Replace"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Replace"/>.</exception>
    public Task ReplaceAsync(InterfaceAddress address, CancellationToken cancellationToken = default) =>
        _requests.ExecuteAsync(address, Verb.Replace, cancellationToken);

    /// <summary>Changes the lifetimes, flags and metric of an address, as <c>ip address change</c>; what is not said becomes the default.</summary>
    /// <exception cref="ArgumentException">It is not whole, or contradicts itself.</exception>
    /// <exception cref="NetlinkException">
    /// The device has no such IPv6 address (ENOENT; of IPv4 the kernel makes it), the device is absent (ENODEV), or no privilege (EPERM).
    /// </exception>
    public void Change(InterfaceAddress address) => _requests.Execute(address, Verb.Change);

    /// <summary>As <see cref="Change"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Change"/>.</exception>
    public Task ChangeAsync(InterfaceAddress address, CancellationToken cancellationToken = default) =>
        _requests.ExecuteAsync(address, Verb.Change, cancellationToken);

    /// <summary>Takes an address from a device, as <c>ip address delete 10.1.1.1/24 dev veth0</c>.</summary>
    /// <exception cref="ArgumentException">No address, or a prefix that is longer than it.</exception>
    /// <exception cref="NetlinkException">The device has none such (EADDRNOTAVAIL), is absent (ENODEV), or no privilege (EPERM).</exception>
    public void Delete(LinkReference device, string address) => Delete(new InterfaceAddress(device, address));

    /// <summary>
    /// Takes an address from a device, as <c>ip address delete</c> (RTM_DELADDR). With the first IPv4 address of a network go the secondary ones, unless the
    /// sysctl promote_secondaries is set.
    /// </summary>
    /// <exception cref="NetlinkException">The device has none such (EADDRNOTAVAIL), is absent (ENODEV), or no privilege (EPERM).</exception>
    public void Delete(InterfaceAddress address) => _requests.Execute(address, Verb.Delete);

    /// <summary>As <see cref="Delete(InterfaceAddress)"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete(InterfaceAddress)"/>.</exception>
    public Task DeleteAsync(InterfaceAddress address, CancellationToken cancellationToken = default) =>
        _requests.ExecuteAsync(address, Verb.Delete, cancellationToken);

    /// <summary>Takes every address from a device, the link-local ones included, as <c>ip address flush dev veth0</c>.</summary>
    /// <returns>How many requests to delete succeeded; secondary addresses can go with others.</returns>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or no privilege (EPERM).</exception>
    public int Flush(LinkReference device) => Flush(new AddressFilter { Device = device });

    /// <summary>Takes away the addresses that answer to the filter, as <c>ip address flush</c>.</summary>
    /// <returns>How many requests to delete succeeded; secondary addresses can go with others.</returns>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or no privilege (EPERM): what could be deleted is.</exception>
    public int Flush(AddressFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var flush = new Flush(_requests.Exchange, MessageType.DeleteAddress, "flush addresses");
        try
        {
            foreach (AddressRow row in EnumerateRows(filter))
            {
                flush.Add(row.Payload);
            }

            return flush.Finish();
        }
        finally
        {
            flush.Dispose();
        }
    }

    /// <summary>As <see cref="Flush(AddressFilter)"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Flush(AddressFilter)"/>.</exception>
    public Task<int> FlushAsync(AddressFilter filter, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Flush(filter), cancellationToken);
}
