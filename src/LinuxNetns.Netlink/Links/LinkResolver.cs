namespace LinuxNetns.Netlink;

/// <summary>Finds the index of a link, here or in another network namespace, and the id of a namespace, assigning one where there is none.</summary>
internal sealed class LinkResolver(NetlinkExchange exchange, NetnsIdTable netnsIds)
{
    // What stands for an index or id that was not asked for.
    private const int Unknown = 1;

    private readonly bool _isBlind;

    private LinkResolver(bool isBlind)
        : this(null!, null!) => _isBlind = isBlind;

    /// <summary>Asks nothing and finds everything: for who writes an object to see whether it can be written.</summary>
    internal static LinkResolver Blind { get; } = new(isBlind: true);

    /// <summary>Whether it has asked the kernel for anything.</summary>
    internal bool HasAsked { get; set; }

    /// <summary>Called before the kernel is asked for anything.</summary>
    internal Action? Asking { get; set; }

    /// <summary>One more of its own.</summary>
    internal LinkResolver Fresh() => new(exchange, netnsIds);

    /// <summary>The index; 0 for <see cref="LinkReference.None"/>.</summary>
    /// <exception cref="NetlinkException">There is no such link (ENODEV), or that of the index has another name.</exception>
    internal int IndexOf(LinkReference link, NetnsReference? where = null)
    {
        if (link.Name is null)
        {
            return link.Index;
        }

        if (_isBlind)
        {
            return Unknown;
        }

        ExtendedAck ack;
        foreach (NetlinkMessage message in Ask(link, where is NetnsReference netns ? IdOf(netns) : null, out ack))
        {
            int index = message.Read<InterfaceInfo>(out AttributeReader attributes).Index;
            CheckName(link, attributes);
            return index;
        }

        throw ack.ToException($"find link \"{link}\"{(where is null ? "" : $" in {where}")}");
    }

    /// <summary>The index; 0 for <see cref="LinkReference.None"/>, null for null.</summary>
    /// <exception cref="NetlinkException">There is no such link (ENODEV).</exception>
    internal int? IndexOf(LinkReference? link, NetnsReference? where = null) => link is LinkReference there ? IndexOf(there, where) : null;

    /// <summary>The index for a list of one link's; 0, which is all links', for null alone.</summary>
    /// <exception cref="ArgumentException">It is <see cref="LinkReference.None"/>.</exception>
    /// <exception cref="NetlinkException">There is no such link (ENODEV).</exception>
    internal int IndexOrAll(LinkReference? link, string parameter) => link is not LinkReference there ? 0
        : there == LinkReference.None ? throw new ArgumentException("No link is named; null is every one.", parameter)
        : IndexOf(there);

    /// <summary>The nsid by which the connection's namespace knows the other.</summary>
    internal int IdOf(NetnsReference netns)
    {
        if (netns.Id is int id)
        {
            return id;
        }

        if (netns.Handle is null && netns.ProcessId is null)
        {
            throw new ArgumentException($"The reference names {netns}.", nameof(netns));
        }

        if (_isBlind)
        {
            return Unknown;
        }

        Asking?.Invoke();
        if (Get(netns) is int known)
        {
            return known;
        }

        try
        {
            Assign(netns);
        }
        catch (NetlinkException taken) when (taken.Errno == Errno.EEXIST)
        {
            // Somebody else was faster.
        }

        return Get(netns) ?? throw new NetlinkException(Errno.ENOENT, $"get the netns id of {netns}");
    }

    /// <summary>The nsid by which <paramref name="seenFrom"/> knows the namespace; null: the connection's own.</summary>
    /// <exception cref="NetlinkException">It has none for it (ENOENT), and from here none can be assigned there.</exception>
    internal int IdOf(NetnsReference netns, NetnsReference? seenFrom) => seenFrom is not NetnsReference from
        ? IdOf(netns)
        : _isBlind ? IdOf(from)
        : netnsIds.GetById(IdOf(netns), IdOf(from)) ?? throw new NetlinkException(Errno.ENOENT, $"find the netns id that {from} has for {netns}: assign one there first");

    /// <summary>RTM_GETLINK of one link, here or in the namespace with the id.</summary>
    internal Dump Ask(LinkReference link, int? netnsId, out ExtendedAck ack, bool statistics = false)
    {
        Asking?.Invoke();
        HasAsked = true;
        using var request = new NetlinkWriter(stackalloc byte[192]);
        request.Begin(MessageType.GetLink, HeaderFlags.None, new InterfaceInfo { Index = link.Index });
        if (!statistics)
        {
            request.Attribute(LinkAttribute.IFLA_EXT_MASK, LinkAttribute.RTEXT_FILTER_SKIP_STATS);
        }

        if (link.Index == 0 && link.Name is string name)
        {
            request.Attribute(LinkName.AttributeOf(name), name);
        }

        request.Attribute(LinkAttribute.IFLA_TARGET_NETNSID, netnsId);
        request.End();
        return exchange.Ask(request.Written, out ack);
    }

    /// <summary>Whether a device of this name can be meant.</summary>
    internal static bool Fits(LinkReference link, string name) => !link.HasBoth || link.Name == name;

    /// <exception cref="NetlinkException">The device of the index has another name than the reference says (ENODEV).</exception>
    internal static void CheckName(LinkReference link, string name)
    {
        if (!Fits(link, name))
        {
            throw new NetlinkException(
                Errno.ENODEV, $"find link \"{link}\" by its index {link.Index}, which \"{name}\" has here: renamed, or read in another network namespace");
        }
    }

    private static void CheckName(LinkReference link, AttributeReader attributes)
    {
        if (link.HasBoth)
        {
            CheckName(link, attributes.Find(LinkAttribute.IFLA_IFNAME).ReadString());
        }
    }

    private int? Get(NetnsReference netns) => netns.Handle is { } handle ? netnsIds.Get(handle) : netnsIds.GetForProcess(netns.ProcessId!.Value);

    private void Assign(NetnsReference netns)
    {
        if (netns.Handle is { } handle)
        {
            netnsIds.Set(handle, null);
        }
        else
        {
            netnsIds.SetForProcess(netns.ProcessId!.Value, null);
        }
    }
}
