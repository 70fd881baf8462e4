using System.Net;

namespace LinuxNetns.Netlink;

/// <summary>
/// The IPv4 and IPv6 routes of the connection's network namespace, of all its routing tables. Reading needs no privilege; every change needs
/// CAP_NET_ADMIN in the user namespace that owns the network namespace. Usable from any thread, by many at once.
/// </summary>
public sealed class RouteTable
{
    private readonly NetlinkRequests _requests;

    internal RouteTable(NetlinkRequests requests)
    {
        _requests = requests;
    }

    /// <summary>Lists routes, IPv4 first (RTM_GETROUTE).</summary>
    /// <param name="filter">Which ones; null: those of the table main, as <c>ip route</c> and <c>ip -6 route</c>.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Routes came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    /// <remarks>
    /// While IPv6 routes change, the kernel's list may miss some and repeat others, and says nothing of it (<c>ip -6 route</c> has the same gaps).
    /// <see cref="NetlinkMonitor"/> notices, by the news, and lists again.
    /// </remarks>
    public IReadOnlyList<Route> List(RouteFilter? filter = null)
    {
        var routes = new List<Route>();
        foreach (RouteRow row in EnumerateRows(filter))
        {
            routes.Add(row.ToRoute());
        }

        return routes;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Routes came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    public Task<IReadOnlyList<Route>> ListAsync(RouteFilter? filter = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(filter), cancellationToken);

    /// <summary>
    /// Reads routes without an object for each: <c>foreach (RouteRow row in routes.EnumerateRows())</c>. The whole answer is there, consistent, before the first
    /// row; the loop gives its buffer back.
    /// </summary>
    /// <param name="filter">Which ones; null: those of the table main.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Routes came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or the kernel refused.</exception>
    public RouteRows EnumerateRows(RouteFilter? filter = null)
    {
        filter ??= RouteFilter.MainTable;
        int device = _requests.Links.IndexOrAll(filter.Device, nameof(filter));
        try
        {
            return new RouteRows(Dump(filter, device), filter, device);
        }
        catch (NetlinkException error) when (error.Errno == Errno.ENOENT)
        {
            // There is no such table: a table without routes is none.
            return new RouteRows(default, filter, device);
        }
        catch (NetlinkException error) when (error.Errno is Errno.EINVAL or Errno.EOPNOTSUPP)
        {
            return new RouteRows(Dump(new RouteFilter { Table = null, Family = filter.Family }, 0), filter, device);
        }
    }

    /// <summary>The route that packets to an address take, as <c>ip route get</c>: rules, tables and exceptions are all looked at.</summary>
    /// <param name="destination">The address.</param>
    /// <param name="packet">What else is known of the packet.</param>
    /// <returns>A route to the address alone, with the gateway, device and source address that the packet would have.</returns>
    /// <exception cref="ArgumentException">Addresses of different families, or neither IPv4 nor IPv6.</exception>
    /// <exception cref="NetlinkException">
    /// No route (ENETUNREACH), or one that refuses (EHOSTUNREACH, EACCES, EINVAL for a blackhole); a device is absent (ENODEV).
    /// </exception>
    public Route Lookup(IPAddress destination, RouteLookup? packet = null)
    {
        ArgumentNullException.ThrowIfNull(destination);
        packet ??= new RouteLookup();
        AddressText.CheckFamily(packet.Source, destination.AddressFamily, nameof(packet));
        if (packet.IPProtocol is { } protocol && (int)protocol is <= 0 or > byte.MaxValue)
        {
            throw Invalid.Range(nameof(packet), protocol, "A protocol of IP is from 1 to 255.");
        }

        byte bits = (byte)destination.AddressFamily.AddressBits();
        using var request = new NetlinkWriter(stackalloc byte[192]);
        request.Begin(
            MessageType.GetRoute,
            HeaderFlags.None,
            new RouteMessage
            {
                Family = destination.AddressFamily.ToKernel(),
                DestinationLength = bits,
                SourceLength = packet.Source is null ? (byte)0 : bits,
                TypeOfService = packet.TypeOfService ?? 0,
                // IPv6 names the table unasked, and refuses the flag (inet6_rtm_valid_getroute_req in net/ipv6/route.c).
                Flags = (bits == 32 ? RouteFlags.LookupTable : RouteFlags.None) | (packet.FibMatch ? RouteFlags.FibMatch : RouteFlags.None),
            });
        request.Attribute(RouteAttribute.RTA_DST, destination);
        request.Attribute(RouteAttribute.RTA_SRC, packet.Source);
        request.Attribute(RouteAttribute.RTA_IIF, packet.InputDevice is LinkReference input ? _requests.Links.IndexOf(input) : default(int?));
        request.Attribute(RouteAttribute.RTA_OIF, packet.OutputDevice is LinkReference output ? _requests.Links.IndexOf(output) : default(int?));
        request.Attribute(RouteAttribute.RTA_MARK, packet.Mark);
        request.Attribute(RouteAttribute.RTA_UID, packet.UserId);
        request.Attribute(RouteAttribute.RTA_IP_PROTO, (byte?)packet.IPProtocol, nameof(packet.IPProtocol));
        request.BigEndian(RouteAttribute.RTA_SPORT, packet.SourcePort);
        request.BigEndian(RouteAttribute.RTA_DPORT, packet.DestinationPort);
        request.End();
        ExtendedAck ack;
        foreach (NetlinkMessage message in _requests.Exchange.Ask(request.Written, out ack))
        {
            return message.Header.Type == MessageType.NewRoute ? new RouteRow(message).ToRoute() : throw ack.ToException($"find a route to {destination}");
        }

        throw ack.ToException($"find a route to {destination}");
    }

    /// <summary>As <see cref="Lookup"/>, on a thread of the pool.</summary>
    /// <exception cref="ArgumentException">As with <see cref="Lookup"/>.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Lookup"/>.</exception>
    public Task<Route> LookupAsync(IPAddress destination, RouteLookup? packet = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Lookup(destination, packet), cancellationToken);

    /// <summary>Adds a route, as <c>ip route add</c> (RTM_NEWROUTE).</summary>
    /// <exception cref="ArgumentException">The route contradicts itself.</exception>
    /// <exception cref="NetlinkException">
    /// There is one with that destination, table and metric (EEXIST), the gateway cannot be reached (ENETUNREACH, EHOSTUNREACH), the device is absent (ENODEV)
    /// or down (ENETDOWN), the kernel refused a value (EINVAL), or no privilege (EPERM).
    /// </exception>
    public void Add(Route route) => _requests.Execute(route, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(Route route, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(route, Verb.Add, cancellationToken);

    /// <summary>Adds a route, or puts it in the place of the one with that destination, table and metric, as <c>ip route replace</c>.</summary>
    /// <exception cref="ArgumentException">The route contradicts itself.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>, but for EEXIST.</exception>
    public void Replace(Route route) => _requests.Execute(route, Verb.Replace);

    /// <summary>As <see cref="Replace"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Replace"/>.</exception>
    public Task ReplaceAsync(Route route, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(route, Verb.Replace, cancellationToken);

    /// <summary>
    /// Adds a route behind those with its destination and metric, as <c>ip route append</c>. Of IPv6 it becomes one more way of the route that is there.
    /// </summary>
    /// <exception cref="ArgumentException">The route contradicts itself.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>; EEXIST only for the very same route.</exception>
    public void Append(Route route) => _requests.Execute(route, Verb.Append);

    /// <summary>As <see cref="Append"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Append"/>.</exception>
    public Task AppendAsync(Route route, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(route, Verb.Append, cancellationToken);

    /// <summary>
    /// Adds a route before those with its destination and metric, as <c>ip route prepend</c>: it is the one that is taken. Of IPv6 it becomes one more way of the
    /// route that is there.
    /// </summary>
    /// <exception cref="ArgumentException">The route contradicts itself.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>; EEXIST only for the very same route.</exception>
    public void Prepend(Route route) => _requests.Execute(route, Verb.Prepend);

    /// <summary>As <see cref="Prepend"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Prepend"/>.</exception>
    public Task PrependAsync(Route route, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(route, Verb.Prepend, cancellationToken);

    /// <summary>Puts a route in the place of the one with that destination, table and metric, as <c>ip route change</c>.</summary>
    /// <exception cref="ArgumentException">The route contradicts itself.</exception>
    /// <exception cref="NetlinkException">There is none such (ENOENT); else as with <see cref="Add"/>.</exception>
    public void Change(Route route) => _requests.Execute(route, Verb.Change);

    /// <summary>As <see cref="Change"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Change"/>.</exception>
    public Task ChangeAsync(Route route, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(route, Verb.Change, cancellationToken);

    /// <summary>Deletes the first route that has the destination, the table and all else that is said, as <c>ip route delete</c> (RTM_DELROUTE).</summary>
    /// <exception cref="ArgumentException">The route contradicts itself.</exception>
    /// <exception cref="NetlinkException">There is none such (ESRCH), or no privilege (EPERM).</exception>
    public void Delete(Route route) => _requests.Execute(route, Verb.Delete);

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(Route route, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(route, Verb.Delete, cancellationToken);

    /// <summary>Deletes the routes that answer to the filter, as <c>ip route flush</c>, each as it was read; by device, multipath routes stay, which have ways by others.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="NetlinkException">The device is absent (ENODEV), or no privilege (EPERM): what could be deleted is.</exception>
    public int Flush(RouteFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var flush = new Flush(_requests.Exchange, MessageType.DeleteRoute, "flush routes");
        try
        {
            foreach (RouteRow row in EnumerateRows(filter))
            {
                // The null entry of an IPv6 table, which old kernels show, is not to be had. A multipath route has ways by other devices, too: ip leaves it as well.
                if (row is not { PrefixLength: 0, Type: RouteType.Unreachable, Priority: uint.MaxValue } && (filter.Device is null || row.DeviceIndex != 0))
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
    public Task<int> FlushAsync(RouteFilter filter, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Flush(filter), cancellationToken);

    private Dump Dump(RouteFilter filter, int device)
    {
        uint table = filter.Table?.Value ?? 0;
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(
            MessageType.GetRoute,
            HeaderFlags.Dump,
            new RouteMessage
            {
                Family = filter.Family.ToKernel(),
                Table = table <= byte.MaxValue ? (byte)table : (byte)0,
                Protocol = filter.Protocol?.Value ?? 0,
                Type = filter.Type ?? RouteType.Unspecified,
                Flags = filter.IsCached ? RouteFlags.Cloned : RouteFlags.None,
            });
        if (table > byte.MaxValue)
        {
            request.Attribute(RouteAttribute.RTA_TABLE, table);
        }

        request.Attribute(RouteAttribute.RTA_OIF, device == 0 ? default(int?) : device);
        request.End();
        return _requests.Exchange.Dump(request.Written, "list routes");
    }
}
