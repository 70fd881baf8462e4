namespace LinuxNetns.Netlink;

/// <summary>
/// The next hop objects of the connection's network namespace; Linux 5.3. Reading needs no privilege; every change needs CAP_NET_ADMIN in the user namespace
/// that owns the network namespace. Usable from any thread, by many at once.
/// </summary>
public sealed class NextHopTable
{
    private readonly NetlinkRequests _requests;

    internal NextHopTable(NetlinkRequests requests)
    {
        _requests = requests;
    }

    /// <summary>Lists next hops by their ids (RTM_GETNEXTHOP).</summary>
    /// <param name="device">Only those by this device; null: all, groups too.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Next hops came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel has none (EOPNOTSUPP, before Linux 5.3).</exception>
    public IReadOnlyList<NextHop> List(LinkReference? device = null)
    {
        int index = _requests.Links.IndexOrAll(device, nameof(device));
        using var request = new NetlinkWriter(stackalloc byte[48]);
        request.Begin(MessageType.GetNextHop, HeaderFlags.Dump, default(NextHopMessage));
        request.Attribute(NextHopAttribute.NHA_OIF, index == 0 ? default(int?) : index);
        request.End();
        var hops = new List<NextHop>();
        foreach (NetlinkMessage message in _requests.Exchange.Dump(request.Written, "list next hops"))
        {
            if (message.Header.Type == MessageType.NewNextHop)
            {
                hops.Add(new NextHop(message));
            }
        }

        return hops;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="List"/>.</exception>
    public Task<IReadOnlyList<NextHop>> ListAsync(LinkReference? device = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(device), cancellationToken);

    /// <summary>The next hop with the id, or null when there is none.</summary>
    /// <exception cref="NetlinkException">The kernel refused for another reason than absence.</exception>
    public NextHop? Find(uint id)
    {
        NextHop? found = Ask(id, out ExtendedAck ack);
        return found is null && ack.Errno != Errno.ENOENT ? throw ack.ToException($"get next hop {id}") : found;
    }

    /// <summary>As <see cref="Find"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Find"/>.</exception>
    public Task<NextHop?> FindAsync(uint id, CancellationToken cancellationToken = default) => _requests.Exchange.RunAsync(() => Find(id), cancellationToken);

    /// <summary>The next hop with the id.</summary>
    /// <exception cref="NetlinkException">There is none (ENOENT), or the kernel refused.</exception>
    public NextHop Get(uint id) => Ask(id, out ExtendedAck ack) ?? throw ack.ToException($"get next hop {id}");

    /// <summary>As <see cref="Get"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Get"/>.</exception>
    public Task<NextHop> GetAsync(uint id, CancellationToken cancellationToken = default) => _requests.Exchange.RunAsync(() => Get(id), cancellationToken);

    /// <summary>Adds a next hop, as <c>ip nexthop add</c> (RTM_NEWNEXTHOP).</summary>
    /// <exception cref="ArgumentException">It is not whole, or contradicts itself.</exception>
    /// <exception cref="NetlinkException">
    /// The id is taken (EEXIST), a member of the group or the gateway is out of reach (EINVAL, ENETUNREACH), the device is absent (ENODEV), or no privilege (EPERM).
    /// </exception>
    public void Add(NextHop nextHop) => _requests.Execute(nextHop, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(NextHop nextHop, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(nextHop, Verb.Add, cancellationToken);

    /// <summary>Adds a next hop, or puts it in the place of the one with its id, whose routes go by it from then on, as <c>ip nexthop replace</c>.</summary>
    /// <exception cref="ArgumentException">It is not whole, or contradicts itself.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>, but for EEXIST; a group cannot become a single one, nor the other way round (EINVAL).</exception>
    public void Replace(NextHop nextHop) => _requests.Execute(nextHop, Verb.Replace);

    /// <summary>As <see cref="Replace"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Replace"/>.</exception>
    public Task ReplaceAsync(NextHop nextHop, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(nextHop, Verb.Replace, cancellationToken);

    /// <summary>Deletes a next hop, and with it the routes that go by it, as <c>ip nexthop delete id ID</c> (RTM_DELNEXTHOP).</summary>
    /// <exception cref="NetlinkException">There is none such (ENOENT), or no privilege (EPERM).</exception>
    public void Delete(uint id) => _requests.Execute(new NextHop(id), Verb.Delete);

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(uint id, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(new NextHop(id), Verb.Delete, cancellationToken);

    /// <summary>Deletes every next hop, and with them the routes that go by them, as <c>ip nexthop flush</c>.</summary>
    /// <returns>How many; a group goes with its last member.</returns>
    /// <exception cref="NetlinkException">No privilege (EPERM).</exception>
    public int Flush()
    {
        int deleted = 0;
        foreach (NextHop hop in List())
        {
            try
            {
                Delete(hop.Id);
                deleted++;
            }
            catch (NetlinkException gone) when (gone.Errno == Errno.ENOENT)
            {
                // With its last member.
            }
        }

        return deleted;
    }

    /// <summary>As <see cref="Flush"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Flush"/>.</exception>
    public Task<int> FlushAsync(CancellationToken cancellationToken = default) => _requests.Exchange.RunAsync(Flush, cancellationToken);

    private NextHop? Ask(uint id, out ExtendedAck ack)
    {
        ArgumentOutOfRangeException.ThrowIfZero(id);
        using var request = new NetlinkWriter(stackalloc byte[48]);
        request.Begin(MessageType.GetNextHop, HeaderFlags.None, default(NextHopMessage));
        request.Attribute(NextHopAttribute.NHA_ID, id);
        request.End();
        foreach (NetlinkMessage message in _requests.Exchange.Ask(request.Written, out ack))
        {
            if (message.Header.Type == MessageType.NewNextHop)
            {
                return new NextHop(message);
            }
        }

        return null;
    }
}
