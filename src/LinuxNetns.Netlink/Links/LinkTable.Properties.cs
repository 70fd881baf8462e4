namespace LinuxNetns.Netlink;

public sealed partial class LinkTable
{
    /// <summary>What a device has counted (IFLA_STATS64), as <c>ip -s link show dev NAME</c>.</summary>
    /// <exception cref="NetlinkException">There is no such device (<see cref="Errno.ENODEV"/>), or the kernel refused.</exception>
    public LinkStatistics GetStatistics(LinkReference link)
    {
        if (link == LinkReference.None)
        {
            throw new ArgumentException("No link is named.", nameof(link));
        }

        ExtendedAck ack;
        foreach (NetlinkMessage message in _links.Ask(link, null, out ack, statistics: true))
        {
            var row = new LinkRow(message);
            LinkResolver.CheckName(link, row.NameText);
            return row.ReadStatistics() ?? throw Malformed.Value(LinkAttribute.IFLA_STATS64, 0);
        }

        throw ack.ToException($"get the statistics of link \"{link}\"");
    }

    /// <summary>As <see cref="GetStatistics"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="GetStatistics"/>.</exception>
    public Task<LinkStatistics> GetStatisticsAsync(LinkReference link, CancellationToken cancellationToken = default) =>
        _exchange.RunAsync(() => GetStatistics(link), cancellationToken);

    /// <summary>Gives a device another name to be found by, as <c>ip link property add altname</c> (RTM_NEWLINKPROP).</summary>
    /// <param name="link">The device.</param>
    /// <param name="name">At most 127 bytes, without '/', ':' and white space; unique, as all names are, in the network namespace.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    /// <exception cref="NetlinkException">There is no such device (ENODEV), the name is taken (EEXIST), no privilege (EPERM).</exception>
    public void AddAlternativeName(LinkReference link, string name) =>
        ChangeAlternativeName(MessageType.NewLinkProperty, HeaderFlags.Create | HeaderFlags.Exclusive | HeaderFlags.Append, link, name, "add");

    /// <summary>As <see cref="AddAlternativeName"/>, on a thread of the pool.</summary>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    /// <exception cref="NetlinkException">As with <see cref="AddAlternativeName"/>.</exception>
    public Task AddAlternativeNameAsync(LinkReference link, string name, CancellationToken cancellationToken = default) =>
        _exchange.RunAsync(() => AddAlternativeName(link, name), cancellationToken);

    /// <summary>Takes an alternative name away, as <c>ip link property del altname</c> (RTM_DELLINKPROP).</summary>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    /// <exception cref="NetlinkException">There is no such device (ENODEV), it has no such name (ENOENT), no privilege (EPERM).</exception>
    public void DeleteAlternativeName(LinkReference link, string name) =>
        ChangeAlternativeName(MessageType.DeleteLinkProperty, HeaderFlags.None, link, name, "delete");

    /// <summary>As <see cref="DeleteAlternativeName"/>, on a thread of the pool.</summary>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    /// <exception cref="NetlinkException">As with <see cref="DeleteAlternativeName"/>.</exception>
    public Task DeleteAlternativeNameAsync(LinkReference link, string name, CancellationToken cancellationToken = default) =>
        _exchange.RunAsync(() => DeleteAlternativeName(link, name), cancellationToken);

    /// <summary>Deletes every device of a group, as <c>ip link delete group</c>: all, or none where one cannot be deleted.</summary>
    /// <param name="group">From 1: 0 is the group of all that were given none, loopback among them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The group is not positive.</exception>
    /// <exception cref="NetlinkException">The group is empty (ENODEV), one cannot be deleted (EOPNOTSUPP: hardware, loopback), no privilege (EPERM).</exception>
    public void DeleteGroup(int group)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(group);
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.DeleteLink, HeaderFlags.Ack, default(InterfaceInfo));
        request.Attribute(LinkAttribute.IFLA_GROUP, group);
        request.End();
        _exchange.Change(request, $"delete the links of group {group}");
    }

    /// <summary>As <see cref="DeleteGroup"/>, on a thread of the pool.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The group is not positive.</exception>
    /// <exception cref="NetlinkException">As with <see cref="DeleteGroup"/>.</exception>
    public Task DeleteGroupAsync(int group, CancellationToken cancellationToken = default) => _exchange.RunAsync(() => DeleteGroup(group), cancellationToken);

    private void ChangeAlternativeName(MessageType type, HeaderFlags flags, LinkReference link, string name, string word)
    {
        LinkName.CheckReference(name, nameof(name));
        int index = _links.IndexOf(link);
        using var request = new NetlinkWriter(stackalloc byte[192]);
        request.Begin(type, HeaderFlags.Ack | flags, new InterfaceInfo { Index = index });
        int list = request.BeginNested(LinkAttribute.IFLA_PROP_LIST);
        request.Attribute(LinkAttribute.IFLA_ALT_IFNAME, name);
        request.EndNested(list);
        request.End();
        _exchange.Change(request, $"{word} the alternative name \"{name}\" of link \"{link}\"");
    }
}
