using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// The network devices of the connection's network namespace. Reading needs no privilege; every change needs CAP_NET_ADMIN in the user
/// namespace that owns the network namespace. Usable from any thread, by many at once.
/// </summary>
public sealed partial class LinkTable
{
    private readonly NetlinkExchange _exchange;
    private readonly NetnsIdTable _netnsIds;

    internal LinkTable(NetlinkExchange exchange, NetnsIdTable netnsIds)
    {
        _exchange = exchange;
        _netnsIds = netnsIds;
    }

    /// <summary>Lists every device, in the kernel's order (RTM_GETLINK).</summary>
    /// <exception cref="NetlinkDumpInterruptedException">Devices came and went during every attempt.</exception>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<Link> List()
    {
        using var request = new NetlinkWriter(stackalloc byte[64]);
        request.Begin(MessageType.GetLink, HeaderFlags.Dump, default(InterfaceInfo));
        request.Attribute(LinkAttribute.ExtendedMask, LinkAttribute.SkipStatistics);
        request.End();

        var handler = default(LinkListHandler);
        _exchange.Dump(request.Written, ref handler, "list links");
        return handler.Links;
    }

    /// <summary>The device of that name, or null when there is none.</summary>
    /// <exception cref="ArgumentException">The name is empty, over 15 bytes, or holds '/', ':' or white space.</exception>
    /// <exception cref="NetlinkException">The kernel refused for another reason than absence.</exception>
    public Link? Find(string name)
    {
        LinkName.Check(name, nameof(name));
        return Find(0, name, out _);
    }

    /// <summary>The device of that index, or null when there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The index is not positive.</exception>
    /// <exception cref="NetlinkException">The kernel refused for another reason than absence.</exception>
    public Link? Find(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(index);
        return Find(index, null, out _);
    }

    /// <summary>The device of that name.</summary>
    /// <exception cref="ArgumentException">The name is empty, over 15 bytes, or holds '/', ':' or white space.</exception>
    /// <exception cref="NetlinkException">There is none (<see cref="Errno.ENODEV"/>), or the kernel refused.</exception>
    public Link Get(string name)
    {
        LinkName.Check(name, nameof(name));
        return Find(0, name, out ExtendedAck ack) ?? throw ack.ToException($"get link \"{name}\"");
    }

    /// <summary>Sets devices up, as <c>ip link set dev NAME up</c>. All names are resolved before the first device is changed.</summary>
    /// <param name="names">Device names; none is no error.</param>
    /// <exception cref="ArgumentException">A name is empty, over 15 bytes, or holds '/', ':' or white space; nothing was changed.</exception>
    /// <exception cref="NetlinkException">A device is absent (nothing was changed), or one could not be set up: those before it are set back.</exception>
    public void SetUp(params string[] names) => SetState(names, up: true);

    /// <summary>Sets devices down, as <c>ip link set dev NAME down</c>. All names are resolved before the first device is changed.</summary>
    /// <param name="names">Device names; none is no error.</param>
    /// <exception cref="ArgumentException">A name is empty, over 15 bytes, or holds '/', ':' or white space; nothing was changed.</exception>
    /// <exception cref="NetlinkException">
    /// A device is absent (nothing was changed), or one could not be set down: those before it are set up again, without the routes that they lost.
    /// </exception>
    public void SetDown(params string[] names) => SetState(names, up: false);

    private Link? Find(int index, string? name, out ExtendedAck ack)
    {
        Link? link = Ask(index, name, null, out ack);
        return link is null && ack.Errno != Errno.ENODEV ? throw ack.ToException($"get link {(name is null ? index : $"\"{name}\"")}") : link;
    }

    /// <summary>RTM_GETLINK of one device, here or in the namespace with the id.</summary>
    private Link? Ask(int index, string? name, int? netnsId, out ExtendedAck ack)
    {
        using var request = new NetlinkWriter(stackalloc byte[96]);
        request.Begin(MessageType.GetLink, HeaderFlags.None, new InterfaceInfo { Index = index });
        request.Attribute(LinkAttribute.ExtendedMask, LinkAttribute.SkipStatistics);
        if (name is not null)
        {
            request.Attribute(LinkAttribute.Name, name);
        }

        if (netnsId is int id)
        {
            request.Attribute(LinkAttribute.TargetNetnsId, id);
        }

        request.End();
        var handler = default(LinkGetHandler);
        _exchange.Transact(request.Written, 1, ref handler);
        ack = handler.Ack;
        return handler.Link;
    }

    private void SetState(string[] names, bool up)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (string name in names)
        {
            LinkName.Check(name, nameof(names));
        }

        Link[] links = Array.ConvertAll(names, Get);
        for (int i = 0; i < links.Length; i++)
        {
            ExtendedAck ack = SetState(links[i].Index, up);
            if (ack.Errno == Errno.None)
            {
                continue;
            }

            // Best effort: the first failure is the one to tell.
            foreach (Link changed in links.Take(i).Where(link => link.IsUp != up))
            {
                _ = SetState(changed.Index, !up);
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
        return Change(request.Written);
    }

    private ExtendedAck Change(Span<byte> request)
    {
        var handler = default(AckHandler);
        _exchange.Transact(request, 1, ref handler);
        return handler.Ack;
    }
}
