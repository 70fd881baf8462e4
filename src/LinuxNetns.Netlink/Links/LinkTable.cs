namespace LinuxNetns.Netlink;

/// <summary>
/// The network devices of the connection's network namespace. Reading needs no privilege; every change needs CAP_NET_ADMIN in the user
/// namespace that owns the network namespace. Usable from any thread, by many at once.
/// </summary>
public sealed partial class LinkTable
{
    private readonly NetlinkRequests _requests;
    private readonly NetlinkExchange _exchange;
    private readonly LinkResolver _links;

    internal LinkTable(NetlinkRequests requests)
    {
        _requests = requests;
        _exchange = requests.Exchange;
        _links = requests.Links;
    }

    /// <summary>Lists every device, in the kernel's order (RTM_GETLINK).</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<Link> List()
    {
        var links = new List<Link>();
        foreach (LinkRow row in EnumerateRows())
        {
            links.Add(row.ToLink());
        }

        return links;
    }

    /// <summary>As <see cref="List()"/>, on a thread of the pool.</summary>
    /// <param name="cancellationToken">Cancels the wait for the connection; a dump that has begun runs to its end.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public Task<IReadOnlyList<Link>> ListAsync(CancellationToken cancellationToken = default) => _exchange.RunAsync(List, cancellationToken);

    /// <summary>
    /// Reads every device without an object for each: <c>foreach (LinkRow row in links.EnumerateRows())</c>. The whole answer is there, consistent, before
    /// the first row; the loop gives its buffer back.
    /// </summary>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public LinkRows EnumerateRows()
    {
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.GetLink, HeaderFlags.Dump, default(InterfaceInfo));
        request.Attribute(LinkAttribute.IFLA_EXT_MASK, LinkAttribute.RTEXT_FILTER_SKIP_STATS);
        request.End();
        return new LinkRows(_exchange.Dump(request.Written, "list links"));
    }

    /// <summary>The device, or null when there is none.</summary>
    /// <exception cref="NetlinkException">The kernel refused for another reason than absence.</exception>
    public Link? Find(LinkReference link)
    {
        Link? found = Ask(link, null, out ExtendedAck ack);
        return found is null && ack.Errno != Errno.ENODEV ? throw ack.ToException($"get link \"{link}\"") : found;
    }

    /// <summary>The device.</summary>
    /// <exception cref="NetlinkException">There is none (<see cref="Errno.ENODEV"/>), or the kernel refused.</exception>
    public Link Get(LinkReference link) => Ask(link, null, out ExtendedAck ack) ?? throw ack.ToException($"get link \"{link}\"");

    /// <summary>As <see cref="Get"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">There is none (<see cref="Errno.ENODEV"/>), or the kernel refused.</exception>
    public Task<Link> GetAsync(LinkReference link, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => Get(link), cancellationToken);

    /// <summary>Makes a device, as <c>ip link add</c> (RTM_NEWLINK).</summary>
    /// <param name="link">A link of a kind: a <see cref="VethLink"/>, a <see cref="BridgeLink"/>, …</param>
    /// <exception cref="NotSupportedException">It has no kind.</exception>
    /// <exception cref="NetlinkException">
    /// The name is taken (EEXIST), the kernel does not know the kind or an option (EOPNOTSUPP, EINVAL), a link or namespace that it names is absent
    /// (ENODEV), no privilege (EPERM). Nothing was made.
    /// </exception>
    public void Add(Link link) => _requests.Execute(link, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NotSupportedException">It has no kind.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(Link link, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(link, Verb.Add, cancellationToken);

    /// <summary>
    /// Changes a device, as <c>ip link set</c>: what is not null in <paramref name="changes"/> changes, in one message. With a kind, its options change too.
    /// </summary>
    /// <exception cref="NetlinkException">There is no such device (ENODEV), the kernel refused a value, or no privilege (EPERM).</exception>
    /// <example><code>ns.Links.Change("eth0", new Link { Mtu = 1400, IsUp = true });</code></example>
    public void Change(LinkReference link, Link changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var request = new NetlinkWriter(stackalloc byte[512]);
        try
        {
            changes.WriteChange(ref request, _links.IndexOf(link), _links);
            _exchange.Change(request, $"change link \"{link}\"");
        }
        finally
        {
            request.Dispose();
        }
    }

    /// <summary>As <see cref="Change"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Change"/>.</exception>
    public Task ChangeAsync(LinkReference link, Link changes, CancellationToken cancellationToken = default) =>
        _exchange.RunAsync(() => Change(link, changes), cancellationToken);

    /// <summary>Deletes a device, as <c>ip link delete</c>; a veth's peer goes with it (RTM_DELLINK).</summary>
    /// <exception cref="NetlinkException">There is none (ENODEV), it cannot be deleted (EOPNOTSUPP: hardware, loopback), no privilege (EPERM).</exception>
    public void Delete(LinkReference link)
    {
        using var request = new NetlinkWriter(stackalloc byte[192]);
        request.Begin(MessageType.DeleteLink, HeaderFlags.Ack, new InterfaceInfo { Index = link.Index });
        if (link.Index == 0)
        {
            string name = link.Name ?? throw new ArgumentException("No link is named.", nameof(link));
            request.Attribute(LinkName.AttributeOf(name), name);
        }

        request.End();
        _exchange.Change(request, $"delete link \"{link}\"");
    }

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(LinkReference link, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => Delete(link), cancellationToken);

    /// <summary>Sets devices up, as <c>ip link set dev NAME up</c>. All names are resolved before the first device is changed.</summary>
    /// <param name="links">Devices; none is no error.</param>
    /// <exception cref="NetlinkException">A device is absent (nothing was changed), or one could not be set up: those before it are set back.</exception>
    public void SetUp(params LinkReference[] links) => SetState(links, up: true);

    /// <summary>Sets devices down, as <c>ip link set dev NAME down</c>. All names are resolved before the first device is changed.</summary>
    /// <param name="links">Devices; none is no error.</param>
    /// <exception cref="NetlinkException">
    /// A device is absent (nothing was changed), or one could not be set down: those before it are set up again, without the routes that they lost.
    /// </exception>
    public void SetDown(params LinkReference[] links) => SetState(links, up: false);

    private Link? Ask(LinkReference link, int? netnsId, out ExtendedAck ack)
    {
        if (link == LinkReference.None)
        {
            throw new ArgumentException("No link is named.", nameof(link));
        }

        foreach (NetlinkMessage message in _links.Ask(link, netnsId, out ack))
        {
            return new LinkRow(message).ToLink();
        }

        return null;
    }

    private void SetState(LinkReference[] names, bool up)
    {
        ArgumentNullException.ThrowIfNull(names);
        Link[] links = Array.ConvertAll(names, Get);
        for (int i = 0; i < links.Length; i++)
        {
            ExtendedAck ack = SetState(links[i].Index, up);
            if (ack.Errno == Errno.None)
            {
                continue;
            }

            // Best effort: the first failure is the one to tell.
            foreach (Link changed in links.Take(i).Where(link => link.IsUp != up))
            {
                _ = SetState(changed.Index, !up);
            }

            throw ack.ToException($"set link \"{names[i]}\" {(up ? "up" : "down")}");
        }
    }

    private ExtendedAck SetState(int index, bool up)
    {
        using var request = new NetlinkWriter(stackalloc byte[48]);
        request.Begin(
            MessageType.SetLink, HeaderFlags.Ack, new InterfaceInfo { Index = index, Flags = up ? LinkFlags.Up : LinkFlags.None, Change = LinkFlags.Up });
        request.End();
        return _exchange.Change(request);
    }
}
