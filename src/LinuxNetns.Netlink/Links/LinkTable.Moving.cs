namespace LinuxNetns.Netlink;

public sealed partial class LinkTable
{
    /// <summary>
    /// Moves a device into another network namespace (IFLA_NET_NS_FD) and renames it there, in one message, so that a name that it has here
    /// and another device has there is no hindrance. The kernel sets the device down, drops its addresses, gives it another index if its own is
    /// taken there, and the other namespace an id in this one. Needs CAP_NET_ADMIN over both namespaces.
    /// </summary>
    /// <param name="link">The device here.</param>
    /// <param name="netns">The target: a descriptor of a network namespace, a process in it, or its nsid.</param>
    /// <param name="newName">Its name there, or null to keep the name. Where it is taken, nothing is moved.</param>
    /// <param name="newIndex">Its index there (IFLA_NEW_IFINDEX); null: its own, or one that the kernel chooses. Linux before 5.13 chooses in any case.</param>
    /// <exception cref="ArgumentException">The new name is empty, over 15 bytes, or holds '/', ':' or white space; the new index is not positive.</exception>
    /// <exception cref="NetlinkException">
    /// No such device (ENODEV), the name is taken there (EEXIST), the device cannot leave or the descriptor is no namespace (EINVAL), the index is taken
    /// there (EBUSY), no privilege (EPERM).
    /// </exception>
    public void MoveTo(LinkReference link, NetnsReference netns, string? newName = null, int? newIndex = null)
    {
        if (newName is not null)
        {
            LinkName.Check(newName, nameof(newName));
        }

        if (newIndex is int wished)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wished, nameof(newIndex));
        }

        (int index, string name, _, _) = GetRow(link);
        string operation = $"move link \"{link}\" to {(netns.Handle is null ? netns.ToString() : "another network namespace")}{(newName is null ? "" : $" as \"{newName}\"")}";
        if (newName is not null && newName != name && IsTaken(newName, netns))
        {
            throw new NetlinkException(Errno.EEXIST, operation);
        }

        ExtendedAck ack = Move(index, netns, newName, newIndex);
        if (ack.Errno == Errno.None)
        {
            return;
        }

        // Older kernels, 5.10 for one, say EINVAL where the name that it keeps is taken, as where it cannot leave.
        if (ack is { Errno: Errno.EINVAL, Message: null } && newName is null && IsTaken(name, netns))
        {
            throw new NetlinkException(Errno.EEXIST, operation);
        }

        bool movedAlone = newName is not null && !Exists(index, null, out ExtendedAck absent) && absent.Errno == Errno.ENODEV;
        throw ack.ToException(movedAlone ? $"rename link \"{link}\" to \"{newName}\" in the network namespace that it has moved to" : operation);
    }

    /// <summary>As <see cref="MoveTo"/>, on a thread of the pool.</summary>
    /// <exception cref="NetlinkException">As with <see cref="MoveTo"/>.</exception>
    public Task MoveToAsync(LinkReference link, NetnsReference netns, string? newName = null, int? newIndex = null, CancellationToken cancellationToken = default) =>
        _exchange.RunAsync(() => MoveTo(link, netns, newName, newIndex), cancellationToken);

    /// <summary>
    /// The kernel moves first and renames then: a new name that is taken there leaves the device moved and not renamed (do_setlink in
    /// net/core/rtnetlink.c). So look before. To look over there takes an id, and the move would have the kernel assign one in any case.
    /// </summary>
    private bool IsTaken(string newName, NetnsReference netns)
    {
        try
        {
            return Exists(newName, _links.IdOf(netns), out _);
        }
        catch (NetlinkException)
        {
            // No privilege, no namespace: the move will say so, and name the link.
            return false;
        }
    }

    private bool Exists(LinkReference link, int? netnsId, out ExtendedAck ack)
    {
        foreach (NetlinkMessage _ in AskRow(link, netnsId, out ack))
        {
            return true;
        }

        return false;
    }

    private ExtendedAck Move(int index, NetnsReference netns, string? newName, int? newIndex)
    {
        var request = new NetlinkWriter(stackalloc byte[96]);
        try
        {
            request.Begin(MessageType.SetLink, HeaderFlags.Ack, new InterfaceInfo { Index = index });
            netns.Write(ref request, nameof(netns));
            request.Attribute(LinkAttribute.IFLA_IFNAME, newName);
            request.Attribute(LinkAttribute.IFLA_NEW_IFINDEX, newIndex);
            request.End();
            return _exchange.Change(request);
        }
        finally
        {
            request.Dispose();
        }
    }
}
