namespace LinuxNetns.Netlink;

/// <summary>
/// The queueing disciplines of the namespace's devices, <c>tc qdisc</c>. Reading needs no privilege; every change needs CAP_NET_ADMIN in the user
/// namespace that owns the network namespace. Usable from any thread, by many at once.
/// </summary>
public sealed class QdiscTable
{
    private readonly NetlinkRequests _requests;

    internal QdiscTable(NetlinkRequests requests) => _requests = requests;

    /// <summary>Lists those of one device, or of all (RTM_GETQDISC).</summary>
    /// <param name="device">The device; null: all.</param>
    /// <exception cref="NetlinkDumpInterruptedException">They changed during every attempt.</exception>
    /// <exception cref="NetlinkException">There is no such device (ENODEV), or the kernel refused.</exception>
    public IReadOnlyList<Qdisc> List(LinkReference? device = null)
    {
        int index = _requests.Links.IndexOrAll(device, nameof(device));
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.GetQdisc, HeaderFlags.Dump, new TrafficMessage { Index = index });
        request.End();
        var qdiscs = new List<Qdisc>();
        foreach (NetlinkMessage message in _requests.Exchange.Dump(request.Written, "list qdiscs"))
        {
            // The kernel tells those of every device, whatever the request says.
            if (message.Header.Type == MessageType.NewQdisc && new TrafficRow(message) is var row && (index == 0 || row.Message.Index == index))
            {
                qdiscs.Add(QdiscKinds.Read(row));
            }
        }

        return qdiscs;
    }

    /// <summary>As <see cref="List"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="List"/>.</exception>
    public Task<IReadOnlyList<Qdisc>> ListAsync(LinkReference? device = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => List(device), cancellationToken);

    /// <summary>The one at a place of a device; null where none was put.</summary>
    /// <param name="device">The device.</param>
    /// <param name="parent">The place; null: the device itself, on the way out.</param>
    /// <exception cref="NetlinkException">There is no such device (ENODEV), or the kernel refused.</exception>
    public Qdisc? Find(LinkReference device, TrafficHandle? parent = null) =>
        List(device).FirstOrDefault(qdisc => qdisc.Parent == (parent ?? TrafficHandle.Root));

    /// <summary>As <see cref="Find"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Find"/>.</exception>
    public Task<Qdisc?> FindAsync(LinkReference device, TrafficHandle? parent = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Find(device, parent), cancellationToken);

    /// <summary>Adds one, as <c>tc qdisc add</c> (RTM_NEWQDISC).</summary>
    /// <exception cref="ArgumentException">A value cannot be. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">
    /// There is one already (EEXIST), the kernel does not know the kind (ENOENT) or refuses a value (EINVAL), there is no such device (ENODEV), no privilege (EPERM).
    /// </exception>
    public void Add(Qdisc qdisc) => _requests.Execute(qdisc, Verb.Add);

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(Qdisc qdisc, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(qdisc, Verb.Add, cancellationToken);

    /// <summary>Adds one, or puts it in the place of another, or changes one of the same kind and handle, as <c>tc qdisc replace</c>.</summary>
    /// <exception cref="ArgumentException">A value cannot be. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>, but for EEXIST.</exception>
    public void Replace(Qdisc qdisc) => _requests.Execute(qdisc, Verb.Replace);

    /// <summary>As <see cref="Replace"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Replace"/>.</exception>
    public Task ReplaceAsync(Qdisc qdisc, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(qdisc, Verb.Replace, cancellationToken);

    /// <summary>Changes one that is there, as <c>tc qdisc change</c>; what waits in it stays.</summary>
    /// <exception cref="ArgumentException">A value cannot be. Nothing was sent.</exception>
    /// <exception cref="NetlinkException">There is none (ENOENT), it is of another kind (EINVAL), or as with <see cref="Add"/>.</exception>
    public void Change(Qdisc qdisc) => _requests.Execute(qdisc, Verb.Change);

    /// <summary>As <see cref="Change"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Change"/>.</exception>
    public Task ChangeAsync(Qdisc qdisc, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(qdisc, Verb.Change, cancellationToken);

    /// <summary>Deletes one, as <c>tc qdisc delete</c>: the device's default is back (RTM_DELQDISC).</summary>
    /// <exception cref="NetlinkException">There is none (ENOENT), it is another one or the default (EINVAL, ENOENT), no privilege (EPERM).</exception>
    public void Delete(Qdisc qdisc) => _requests.Execute(qdisc, Verb.Delete);

    /// <summary>As <see cref="Delete(Qdisc)"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete(Qdisc)"/>.</exception>
    public Task DeleteAsync(Qdisc qdisc, CancellationToken cancellationToken = default) => _requests.ExecuteAsync(qdisc, Verb.Delete, cancellationToken);

    /// <summary>Deletes whatever is at a place of a device: <c>tc qdisc delete dev NAME root</c>.</summary>
    /// <param name="device">The device.</param>
    /// <param name="parent">The place; null: the device itself, on the way out. <see cref="TrafficHandle.Clsact"/>: where <see cref="ClsactQdisc"/> and <see cref="IngressQdisc"/> hang.</param>
    /// <exception cref="NetlinkException">There is none (ENOENT), or no privilege (EPERM).</exception>
    public void Delete(LinkReference device, TrafficHandle? parent = null)
    {
        int index = device == LinkReference.None ? throw new ArgumentException("No device is named.", nameof(device)) : _requests.Links.IndexOf(device);
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.DeleteQdisc, HeaderFlags.Ack, new TrafficMessage { Index = index, Parent = (parent ?? TrafficHandle.Root).Value });
        request.End();
        _requests.Exchange.Change(request, $"delete qdisc at {parent ?? TrafficHandle.Root} of \"{device}\"");
    }

    /// <summary>As <see cref="Delete(LinkReference, TrafficHandle?)"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Delete(LinkReference, TrafficHandle?)"/>.</exception>
    public Task DeleteAsync(LinkReference device, TrafficHandle? parent = null, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => Delete(device, parent), cancellationToken);
}
