namespace LinuxNetns.Netlink;

/// <summary>
/// The MPLS routes of the connection's network namespace, <c>ip -f mpls route</c>. Reading needs no privilege; every change needs CAP_NET_ADMIN in the user namespace
/// that owns the network namespace. Without the kernel's module mpls_router there are none, and none can be made: EOPNOTSUPP. Usable from any thread, by many at once.
/// </summary>
public sealed class MplsRouteTable
{
    private readonly NetlinkRequests _requests;

    internal MplsRouteTable(NetlinkRequests requests) => _requests = requests;

    /// <summary>Lists the routes, by label (RTM_GETROUTE of AF_MPLS).</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Routes came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<MplsRoute> List()
    {
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.GetRoute, HeaderFlags.Dump, new RouteMessage { Family = AddressFamilyExtensions.AF_MPLS });
        request.End();
        var routes = new List<MplsRoute>();
        foreach (NetlinkMessage message in _requests.Exchange.Dump(request.Written, "list MPLS routes"))
        {
            // A kernel without MPLS answers with the routes of the families that it has.
            if (message.Header.Type == MessageType.NewRoute && message.Read<RouteMessage>(out _).Family == AddressFamilyExtensions.AF_MPLS)
            {
                routes.Add(new MplsRoute(message));
            }
        }

        return routes;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="List"/>.</exception>
    public Task<IReadOnlyList<MplsRoute>> ListAsync(CancellationToken cancellationToken = default) => _requests.Exchange.RunAsync(List, cancellationToken);

    /// <summary>Adds a route, as <c>ip -f mpls route add</c>.</summary>
    /// <exception cref="ArgumentException">It has no way. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">
    /// The label has one (EEXIST), it is reserved or over the sysctl's limit (EINVAL), the gateway cannot be reached (ENETUNREACH, EHOSTUNREACH), the device is absent
    /// (ENODEV) or does not do MPLS (EINVAL), the kernel has no MPLS (EOPNOTSUPP), no privilege (EPERM).
    /// </exception>
    public void Add(MplsRoute route) => _requests.Execute(route, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(MplsRoute route, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(route, Verb.Add, cancellationToken);

    /// <summary>Adds a route, or puts it in the place of the label's, as <c>ip -f mpls route replace</c>.</summary>
    /// <exception cref="ArgumentException">It has no way. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>, but for EEXIST.</exception>
    public void Replace(MplsRoute route) => _requests.Execute(route, Verb.Replace);

    /// <summary>As <see cref="Replace"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Replace"/>.</exception>
    public Task ReplaceAsync(MplsRoute route, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(route, Verb.Replace, cancellationToken);

    /// <summary>Deletes the route of the label, as <c>ip -f mpls route delete</c>. Where there is none, the kernel says nothing.</summary>
    /// <exception cref="NetlinkException">The label is reserved or over the sysctl's limit (EINVAL), the kernel has no MPLS (EOPNOTSUPP), no privilege (EPERM).</exception>
    public void Delete(MplsRoute route) => _requests.Execute(route, Verb.Delete);

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(MplsRoute route, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(route, Verb.Delete, cancellationToken);
}
