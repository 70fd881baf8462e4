using System.Globalization;

namespace LinuxNetns.Netlink;

/// <summary>
/// The filters of the namespace's devices, <c>tc filter</c>. Reading needs no privilege; every change needs CAP_NET_ADMIN in the user
/// namespace that owns the network namespace. Usable from any thread, by many at once.
/// </summary>
public sealed class TrafficFilterTable
{
    private readonly NetlinkRequests _requests;

    internal TrafficFilterTable(NetlinkRequests requests) => _requests = requests;

    /// <summary>Lists those at one place of a device, in the order in which they are asked (RTM_GETTFILTER).</summary>
    /// <param name="device">The device.</param>
    /// <param name="parent">The place: a qdisc or a class, <see cref="TrafficHandle.Ingress"/> or <see cref="TrafficHandle.Egress"/>; null: the device's own qdisc.</param>
    /// <exception cref="NetlinkDumpInterruptedException">They changed during every attempt.</exception>
    /// <exception cref="NetlinkException">There is no such device (ENODEV), or the kernel refused.</exception>
    public IReadOnlyList<TrafficFilter> List(LinkReference device, TrafficHandle? parent = null) => ListAt(PlaceOf(device, parent), NameOf(device));

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="List"/>.</exception>
    public Task<IReadOnlyList<TrafficFilter>> ListAsync(LinkReference device, TrafficHandle? parent = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(device, parent), cancellationToken);

    /// <summary>Lists those of a block that devices share, in the order in which they are asked, as <c>tc filter show block N</c>.</summary>
    /// <param name="block">Its number, which <see cref="ClsactQdisc.IngressBlock"/> and its like gave it.</param>
    /// <exception cref="NetlinkDumpInterruptedException">They changed during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused. Of a block that is not there it tells nothing.</exception>
    public IReadOnlyList<TrafficFilter> ListBlock(uint block) => ListAt(PlaceOf(block), NameOf(block));

    /// <summary>As <see cref="ListBlock"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="ListBlock"/>.</exception>
    public Task<IReadOnlyList<TrafficFilter>> ListBlockAsync(uint block, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => ListBlock(block), cancellationToken);

    /// <summary>Adds one, as <c>tc filter add</c> (RTM_NEWTFILTER).</summary>
    /// <exception cref="ArgumentException">A value cannot be. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">
    /// It is there (EEXIST), its place is not (EINVAL, ENOENT), the kernel does not know the kind or an action (ENOENT), a value is refused (EINVAL), no privilege (EPERM).
    /// </exception>
    public void Add(TrafficFilter filter) => _requests.Execute(filter, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(TrafficFilter filter, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(filter, Verb.Add, cancellationToken);

    /// <summary>Adds one, or changes the one that is there, as <c>tc filter replace</c>.</summary>
    /// <exception cref="ArgumentException">A value cannot be. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>, but for EEXIST.</exception>
    public void Replace(TrafficFilter filter) => _requests.Execute(filter, Verb.Replace);

    /// <summary>As <see cref="Replace"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Replace"/>.</exception>
    public Task ReplaceAsync(TrafficFilter filter, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(filter, Verb.Replace, cancellationToken);

    /// <summary>Changes one that is there, as <c>tc filter change</c>: found by its priority, protocol and handle.</summary>
    /// <exception cref="ArgumentException">It has no priority, or a value cannot be. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">There is none (ENOENT), or as with <see cref="Add"/>.</exception>
    public void Change(TrafficFilter filter) => _requests.Execute(filter, Verb.Change);

    /// <summary>As <see cref="Change"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Change"/>.</exception>
    public Task ChangeAsync(TrafficFilter filter, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(filter, Verb.Change, cancellationToken);

    /// <summary>Deletes one, as <c>tc filter delete</c> (RTM_DELTFILTER): found by its priority, protocol and handle; without a handle all of that priority.</summary>
    /// <exception cref="ArgumentException">It has no priority. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">There is none (ENOENT), no privilege (EPERM).</exception>
    public void Delete(TrafficFilter filter) => _requests.Execute(filter, Verb.Delete);

    /// <summary>As <see cref="Delete"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete"/>.</exception>
    public Task DeleteAsync(TrafficFilter filter, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(filter, Verb.Delete, cancellationToken);

    /// <summary>Deletes all at one place of a device, in every chain.</summary>
    /// <param name="device">The device.</param>
    /// <param name="parent">The place; null: the device's own qdisc.</param>
    /// <exception cref="NetlinkDumpInterruptedException">They changed during every attempt to list them. Nothing was deleted.</exception>
    /// <exception cref="NetlinkException">There is no such device or place (ENODEV, EINVAL), no privilege (EPERM).</exception>
    public void Clear(LinkReference device, TrafficHandle? parent = null) => ClearAt(PlaceOf(device, parent), NameOf(device));

    /// <summary>As <see cref="Clear"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Clear"/>.</exception>
    public Task ClearAsync(LinkReference device, TrafficHandle? parent = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Clear(device, parent), cancellationToken);

    /// <summary>Deletes all of a block, in every chain.</summary>
    /// <param name="block">Its number.</param>
    /// <exception cref="NetlinkDumpInterruptedException">They changed during every attempt to list them. Nothing was deleted.</exception>
    /// <exception cref="NetlinkException">There is no such block (EINVAL), no privilege (EPERM).</exception>
    public void ClearBlock(uint block) => ClearAt(PlaceOf(block), NameOf(block));

    /// <summary>As <see cref="ClearBlock"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="ClearBlock"/>.</exception>
    public Task ClearBlockAsync(uint block, CancellationToken cancellationToken = default) => _requests.Exchange.RunAsync(() => ClearBlock(block), cancellationToken);

    internal static string NameOf(uint block) => string.Create(CultureInfo.InvariantCulture, $"block {block}");

    private static string NameOf(LinkReference device) => $"\"{device}\"";

    private static TrafficMessage PlaceOf(uint block) => new() { Index = TrafficMessage.TCM_IFINDEX_MAGIC_BLOCK, Parent = block };

    private TrafficMessage PlaceOf(LinkReference device, TrafficHandle? parent) => new()
    {
        Index = device == LinkReference.None ? throw new ArgumentException("No device is named.", nameof(device)) : _requests.Links.IndexOf(device),
        Parent = (parent ?? default).Value,
    };

    private List<TrafficFilter> ListAt(TrafficMessage place, string name)
    {
        var filters = new List<TrafficFilter>();
        foreach (NetlinkMessage message in Dump(place, name))
        {
            // Before the filters of a priority comes a row for the priority itself, without options.
            if (message.Header.Type == MessageType.NewFilter && new TrafficRow(message) is { HasOptions: true } row)
            {
                filters.Add(TrafficFilter.Read(row));
            }
        }

        return filters;
    }

    private void ClearAt(TrafficMessage place, string name)
    {
        using var request = new NetlinkWriter(stackalloc byte[64]);
        foreach (uint chain in Chains(place, name))
        {
            request.Clear();
            request.Begin(MessageType.DeleteFilter, HeaderFlags.Ack, place);
            request.Attribute(TrafficAttribute.TCA_CHAIN, chain == 0 ? default(uint?) : chain, nameof(chain));
            request.End();
            _requests.Exchange.Change(request, $"delete the filters of {name}");
        }
    }

    /// <summary>A list is of all chains, a deletion of one.</summary>
    private SortedSet<uint> Chains(TrafficMessage place, string name)
    {
        // The first one in any case: it is what tells that the place is not there.
        var chains = new SortedSet<uint> { 0 };
        foreach (NetlinkMessage message in Dump(place, name))
        {
            if (message.Header.Type == MessageType.NewFilter)
            {
                chains.Add(new TrafficRow(message).Chain);
            }
        }

        return chains;
    }

    private Dump Dump(TrafficMessage place, string name)
    {
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.GetFilter, HeaderFlags.Dump, place);
        request.End();
        return _requests.Exchange.Dump(request.Written, $"list filters of {name}");
    }
}
