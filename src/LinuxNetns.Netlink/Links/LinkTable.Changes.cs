namespace LinuxNetns.Netlink;

/// <content>Making, changing and deleting.</content>
public sealed partial class LinkTable
{
    /// <summary>Makes a device, as <c>ip link add</c> (RTM_NEWLINK).</summary>
    /// <param name="link">A link of a kind: a <see cref="VethLink"/>, a <see cref="BridgeLink"/>, …</param>
    /// <exception cref="ArgumentException">What takes a second message (see <see cref="Link.Alias"/>) needs a name, and that the link is made here.</exception>
    /// <exception cref="NotSupportedException">It has no kind.</exception>
    /// <exception cref="NetlinkException">
    /// The name is taken (EEXIST), the kernel does not know the kind or an option (EOPNOTSUPP, EINVAL), a link or namespace that it names is absent
    /// (ENODEV), no privilege (EPERM). Nothing was made.
    /// </exception>
    public void Add(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        if (!link.HasMoreThanCreationTakes)
        {
            _requests.Execute(link, Verb.Add);
            return;
        }

        if (link.Name.Length == 0 || link.Namespace is not null)
        {
            throw new ArgumentException("An alias, a port's settings, IPv6 address generation and \"protocol down\" need a link that has a name and is made here.", nameof(link));
        }

        _requests.Execute(link.WithoutWhatComesLater, Verb.Add);
        try
        {
            ChangeAs(link.Name, link.AfterCreation, $"add {link.Describe()}");
        }
        catch
        {
            TryDelete(link.Name);
            throw;
        }
    }

    /// <summary>As <see cref="Add"/>, on a thread of the pool.</summary>
    /// <exception cref="NotSupportedException">It has no kind.</exception>
    /// <exception cref="NetlinkException">As with <see cref="Add"/>.</exception>
    public Task AddAsync(Link link, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => Add(link), cancellationToken);

    /// <summary>
    /// Changes a device, as <c>ip link set</c>: what is not null in <paramref name="changes"/> changes, in one message. With a kind, its options change too.
    /// Where it gets a master and settings as that one's port, these follow in a second message.
    /// </summary>
    /// <exception cref="NetlinkException">
    /// There is no such device (ENODEV), the kernel refused a value, it is no port of the kind that <see cref="Link.Port"/> has (EINVAL), or no privilege (EPERM).
    /// </exception>
    /// <remarks>
    /// A link that was read says everything: <c>Change("br0", read with { Mtu = 1400 })</c> also sends its addresses, queues and the options of its kind as they
    /// were read, some of which the kernel takes of a device that is down only, and sets back what others changed meanwhile. Describe the change alone.
    /// The name by which the device is asked for, be it an alternative one, is no change, and not sent: before Linux 6.2 none is taken of a device that is up.
    /// </remarks>
    /// <example><code>ns.Links.Change("eth0", new Link { Mtu = 1400, IsUp = true });</code></example>
    public void Change(LinkReference link, Link changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ChangeAs(link, changes.Name == link.Name ? changes with { Name = "" } : changes, $"change link \"{link}\"");
    }

    /// <summary>As <see cref="Change"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="Change"/>.</exception>
    public Task ChangeAsync(LinkReference link, Link changes, CancellationToken cancellationToken = default) =>
        _exchange.RunAsync(() => Change(link, changes), cancellationToken);

    /// <summary>Deletes a device, as <c>ip link delete</c>; a veth's peer goes with it (RTM_DELLINK).</summary>
    /// <exception cref="NetlinkException">There is none (ENODEV; see <see cref="LinkReference"/> for one that was read elsewhere), it cannot be deleted (EOPNOTSUPP: hardware, loopback), no privilege (EPERM).</exception>
    public void Delete(LinkReference link)
    {
        var request = new NetlinkWriter(stackalloc byte[192]);
        try
        {
            Link.WriteDelete(ref request, link, _links);
            _exchange.Change(request, $"delete link \"{link}\"");
        }
        finally
        {
            request.Dispose();
        }
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

    /// <summary>As <see cref="SetUp"/>, of one device, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="SetUp"/>.</exception>
    public Task SetUpAsync(LinkReference link, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => SetUp(link), cancellationToken);

    /// <summary>As <see cref="SetDown"/>, of one device, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="SetDown"/>.</exception>
    public Task SetDownAsync(LinkReference link, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => SetDown(link), cancellationToken);

    private void ChangeAs(LinkReference link, Link changes, string operation)
    {
        if (changes.Port is null)
        {
            SendChange(_links.IndexOf(link), changes, operation);
            return;
        }

        if (changes.Master is not null)
        {
            int index = _links.IndexOf(link);
            SendChange(index, changes with { Port = null }, operation);
            SendPort(index, new Link { Port = changes.Port }, operation);
        }
        else
        {
            SendPort(link, changes, operation);
        }
    }

    /// <summary>The kernel reads the settings of a port as those of the master that there is, whatever kind the request names.</summary>
    private void SendPort(LinkReference link, Link changes, string operation)
    {
        (int index, _, _, string portKind) = GetRow(link);
        if (portKind != changes.Port!.Kind)
        {
            throw new NetlinkException(
                Errno.EINVAL, $"{operation}: it is {(portKind.Length == 0 ? "no port" : $"a port of kind {portKind}")}", property: nameof(Link.Port));
        }

        SendChange(index, changes, operation);
    }

    private void SendChange(int index, Link changes, string operation)
    {
        var request = new NetlinkWriter(stackalloc byte[512]);
        try
        {
            changes.Completed(() => Get(index)).WriteChange(ref request, index, _links);
            _exchange.Change(request, operation);
        }
        finally
        {
            request.Dispose();
        }
    }

    private void TryDelete(LinkReference link)
    {
        try
        {
            Delete(link);
        }
        catch (NetlinkException)
        {
            // The first failure is the one to tell.
        }
    }

    private void SetState(LinkReference[] names, bool up)
    {
        ArgumentNullException.ThrowIfNull(names);
        (int Index, string Name, bool IsUp, string PortKind)[] links = Array.ConvertAll(names, GetRow);
        for (int i = 0; i < links.Length; i++)
        {
            ExtendedAck ack = SetState(links[i].Index, up);
            if (ack.Errno == Errno.None)
            {
                continue;
            }

            // Best effort: the first failure is the one to tell.
            for (int changed = 0; changed < i; changed++)
            {
                if (links[changed].IsUp != up)
                {
                    _ = SetState(links[changed].Index, !up);
                }
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
