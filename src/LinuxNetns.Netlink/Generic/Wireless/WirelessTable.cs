namespace LinuxNetns.Netlink;

/// <summary>
/// The wireless radios of the connection's network namespace and their interfaces (iw(8), linux/nl80211.h). Reading needs no privilege. A kernel without
/// wireless has no such family: ENOENT. Usable from any thread, by many at once.
/// </summary>
public sealed class WirelessTable
{
    private readonly GenericRequests _requests;

    internal WirelessTable(GenericRequests requests)
    {
        _requests = requests;
    }

    /// <summary>The radios, as <c>iw phy</c>.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<WirelessPhy> ListPhys()
    {
        var request = new NetlinkWriter(stackalloc byte[64]);
        try
        {
            _requests.Begin(ref request, WirelessAttribute.NL80211_CMD_GET_WIPHY, HeaderFlags.Dump);
            // Whoever does not ask for parts gets as much as fits into one message, and on some hardware nothing.
            request.Flag(WirelessAttribute.NL80211_ATTR_SPLIT_WIPHY_DUMP, true);
            request.End();
            var phys = new SortedDictionary<int, WirelessPhy>();
            foreach (NetlinkMessage message in _requests.Dump(request, "list wireless radios"))
            {
                if (message.Read<GenericHeader>(out AttributeReader attributes).Command == WirelessAttribute.NL80211_CMD_NEW_WIPHY)
                {
                    int index = attributes.Find(WirelessAttribute.NL80211_ATTR_WIPHY).Read<int>();
                    phys[index] = new WirelessPhy(index, attributes.Find(WirelessAttribute.NL80211_ATTR_WIPHY_NAME).ReadString());
                }
            }

            return [.. phys.Values];
        }
        finally
        {
            request.Dispose();
        }
    }

    /// <summary>As <see cref="ListPhys"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public Task<IReadOnlyList<WirelessPhy>> ListPhysAsync(CancellationToken cancellationToken = default) => _requests.Exchange.RunAsync(ListPhys, cancellationToken);

    /// <summary>The interfaces of all radios, as <c>iw dev</c>.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<WirelessInterface> ListInterfaces()
    {
        var request = new NetlinkWriter(stackalloc byte[64]);
        try
        {
            _requests.Begin(ref request, WirelessAttribute.NL80211_CMD_GET_INTERFACE, HeaderFlags.Dump);
            request.End();
            var interfaces = new List<WirelessInterface>();
            foreach (NetlinkMessage message in _requests.Dump(request, "list wireless interfaces"))
            {
                if (message.Read<GenericHeader>(out _).Command == WirelessAttribute.NL80211_CMD_NEW_INTERFACE)
                {
                    interfaces.Add(new WirelessInterface(message));
                }
            }

            return interfaces;
        }
        finally
        {
            request.Dispose();
        }
    }

    /// <summary>As <see cref="ListInterfaces"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public Task<IReadOnlyList<WirelessInterface>> ListInterfacesAsync(CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(ListInterfaces, cancellationToken);

    /// <summary>
    /// Moves a radio with all its interfaces into another network namespace, as <c>iw phy NAME set netns</c>: the interfaces cannot move by themselves.
    /// Needs CAP_NET_ADMIN over both namespaces.
    /// </summary>
    /// <param name="phyName">The radio's name: <c>phy0</c>.</param>
    /// <param name="netns">The target: a descriptor of a network namespace, or a process in it.</param>
    /// <exception cref="ArgumentException">The target is named by its nsid, which nl80211 does not know, or not at all.</exception>
    /// <exception cref="NetlinkException">
    /// There is no such radio (ENODEV), the descriptor is no namespace (EINVAL), no such process (ESRCH or EINVAL), the driver cannot move it (EOPNOTSUPP), no privilege (EPERM).
    /// </exception>
    public void SetNamespace(string phyName, NetnsReference netns)
    {
        ArgumentException.ThrowIfNullOrEmpty(phyName);
        Check(netns);
        WirelessPhy phy = ListPhys().FirstOrDefault(phy => phy.Name == phyName)
            ?? throw new NetlinkException(Errno.ENODEV, $"find the wireless radio \"{phyName}\"");
        SetNamespace(phy.Index, netns, $"\"{phyName}\"");
    }

    /// <summary>As <see cref="SetNamespace(string, NetnsReference)"/>, by the radio's number.</summary>
    /// <exception cref="ArgumentException">The target is named by its nsid, which nl80211 does not know, or not at all.</exception>
    /// <exception cref="NetlinkException">As with <see cref="SetNamespace(string, NetnsReference)"/>.</exception>
    public void SetNamespace(int phyIndex, NetnsReference netns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(phyIndex);
        Check(netns);
        SetNamespace(phyIndex, netns, $"{phyIndex}");
    }

    /// <summary>As <see cref="SetNamespace(string, NetnsReference)"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="SetNamespace(string, NetnsReference)"/>.</exception>
    public Task SetNamespaceAsync(string phyName, NetnsReference netns, CancellationToken cancellationToken = default) =>
        _requests.Exchange.RunAsync(() => SetNamespace(phyName, netns), cancellationToken);

    private void SetNamespace(int phyIndex, NetnsReference netns, string phy)
    {
        var request = new NetlinkWriter(stackalloc byte[64]);
        try
        {
            _requests.Begin(ref request, WirelessAttribute.NL80211_CMD_SET_WIPHY_NETNS, HeaderFlags.Ack);
            request.Attribute(WirelessAttribute.NL80211_ATTR_WIPHY, phyIndex);
            if (netns.Handle is { } handle)
            {
                request.Descriptor(WirelessAttribute.NL80211_ATTR_NETNS_FD, handle, nameof(netns));
            }
            else
            {
                request.Attribute(WirelessAttribute.NL80211_ATTR_PID, netns.ProcessId, nameof(netns));
            }

            request.End();
            _requests.Change(request, $"move the wireless radio {phy} to {(netns.Handle is null ? netns.ToString() : "another network namespace")}");
        }
        finally
        {
            request.Dispose();
        }
    }

    private static void Check(NetnsReference netns)
    {
        if (netns.Handle is null && netns.ProcessId is null)
        {
            throw new ArgumentException($"A radio moves to a descriptor's or a process's network namespace, not to {netns}.", nameof(netns));
        }
    }
}
