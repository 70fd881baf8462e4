using System.Text;

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
    public IReadOnlyList<Link> List() => List(null);

    /// <summary>Lists the devices that a filter lets through, in the kernel's order.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The filter's master is absent (ENODEV), or the kernel refused.</exception>
    public IReadOnlyList<Link> List(LinkFilter? filter)
    {
        var links = new List<Link>();
        foreach (LinkRow row in EnumerateRows(filter))
        {
            links.Add(filter is { Statistics: true } ? row.ToLink() with { Statistics = row.ReadStatistics() } : row.ToLink());
        }

        return links;
    }

    /// <summary>As <see cref="List()"/>, on a thread of the pool.</summary>
    /// <param name="cancellationToken">Cancels the wait for the connection; a dump that has begun runs to its end.</param>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public Task<IReadOnlyList<Link>> ListAsync(CancellationToken cancellationToken = default) => ListAsync(null, cancellationToken);

    /// <summary>As <see cref="List(LinkFilter)"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The filter's master is absent (ENODEV), or the kernel refused.</exception>
    public Task<IReadOnlyList<Link>> ListAsync(LinkFilter? filter, CancellationToken cancellationToken = default) =>
        _exchange.RunAsync(() => List(filter), cancellationToken);

    /// <summary>
    /// Reads every device without an object for each: <c>foreach (LinkRow row in links.EnumerateRows())</c>. The whole answer is there, consistent, before
    /// the first row; the loop gives its buffer back.
    /// </summary>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public LinkRows EnumerateRows() => EnumerateRows(null);

    /// <summary>As <see cref="EnumerateRows()"/>, those that a filter lets through.</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The filter's master is absent (ENODEV), or the kernel refused.</exception>
    public LinkRows EnumerateRows(LinkFilter? filter)
    {
        int master = filter?.Master is LinkReference named ? _links.IndexOf(named) : 0;
        var request = new NetlinkWriter(stackalloc byte[128]);
        try
        {
            request.Begin(MessageType.GetLink, HeaderFlags.Dump, default(InterfaceInfo));
            if (filter is not { Statistics: true })
            {
                request.Attribute(LinkAttribute.IFLA_EXT_MASK, LinkAttribute.RTEXT_FILTER_SKIP_STATS);
            }

            if (master != 0)
            {
                request.Attribute(LinkAttribute.IFLA_MASTER, master);
            }

            if (filter?.Kind is string kind)
            {
                int info = request.BeginNested(LinkAttribute.IFLA_LINKINFO);
                request.Attribute(LinkAttribute.IFLA_INFO_KIND, kind);
                request.EndNested(info);
            }

            request.End();
            return new LinkRows(_exchange.Dump(request.Written, "list links"), filter, master);
        }
        finally
        {
            request.Dispose();
        }
    }

    /// <summary>The device, or null when there is none.</summary>
    /// <exception cref="NetlinkException">The kernel refused for another reason than absence.</exception>
    public Link? Find(LinkReference link)
    {
        Link? found = Ask(link, null, out ExtendedAck ack);
        return found is null && ack.Errno != Errno.ENODEV ? throw ack.ToException($"get link \"{link}\"")
            : found is not null && LinkResolver.Fits(link, found.Name) ? found : null;
    }

    /// <summary>As <see cref="Find"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Find"/>.</exception>
    public Task<Link?> FindAsync(LinkReference link, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => Find(link), cancellationToken);

    /// <summary>The device.</summary>
    /// <exception cref="NetlinkException">There is none (<see cref="Errno.ENODEV"/>), or the kernel refused.</exception>
    public Link Get(LinkReference link)
    {
        Link found = Ask(link, null, out ExtendedAck ack) ?? throw ack.ToException($"get link \"{link}\"");
        LinkResolver.CheckName(link, found.Name);
        return found;
    }

    /// <summary>As <see cref="Get"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">There is none (<see cref="Errno.ENODEV"/>), or the kernel refused.</exception>
    public Task<Link> GetAsync(LinkReference link, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => Get(link), cancellationToken);

    private Link? Ask(LinkReference link, int? netnsId, out ExtendedAck ack)
    {
        foreach (NetlinkMessage message in AskRow(link, netnsId, out ack))
        {
            return new LinkRow(message).ToLink();
        }

        return null;
    }

    /// <summary>What <see cref="LinkRow"/> reads, and no object: of the kinds, nothing is needed.</summary>
    private Dump AskRow(LinkReference link, int? netnsId, out ExtendedAck ack) =>
        link == LinkReference.None ? throw new ArgumentException("No link is named.", nameof(link)) : _links.Ask(link, netnsId, out ack);

    private (int Index, string Name, bool IsUp, string PortKind) GetRow(LinkReference link)
    {
        ExtendedAck ack;
        foreach (NetlinkMessage message in AskRow(link, null, out ack))
        {
            var row = new LinkRow(message);
            LinkResolver.CheckName(link, row.NameText);
            return (row.Index, row.NameText, (row.Flags & LinkFlags.Up) != 0, Encoding.UTF8.GetString(row.PortKind));
        }

        throw ack.ToException($"get link \"{link}\"");
    }
}
