using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <content>The ids by which the calling thread's namespace knows others.</content>
public sealed partial class NamespaceRegistry
{
    /// <inheritdoc/>
    public int SetNetnsId(string name, int? netnsId = null)
    {
        if (netnsId < 0)
            throw new ArgumentOutOfRangeException(nameof(netnsId), netnsId, "A namespace id is 0 or more; null lets the kernel choose.");
        using NetworkNamespace ns = Open(name);
        using NetlinkConnection netlink = NetlinkConnection.Open();
        netlink.NetnsIds.Set(ns.Handle, netnsId);
        return netlink.NetnsIds.Get(ns.Handle) ?? throw Interop.Error(NamespaceError.Unknown, Errno.None, "RTM_GETNSID", name, "the kernel assigned no id");
    }

    /// <inheritdoc/>
    public int? GetNetnsId(string name)
    {
        using NetworkNamespace ns = Open(name);
        using NetlinkConnection netlink = NetlinkConnection.Open();
        return netlink.NetnsIds.Get(ns.Handle);
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamespaceIdAssignment> ListNetnsIds(int? targetNetnsId = null)
    {
        using NetlinkConnection netlink = NetlinkConnection.Open();
        IReadOnlyList<NetnsIdEntry> ids = netlink.NetnsIds.List(targetNetnsId);
        var names = new Dictionary<int, List<string>>();
        foreach (NamespaceEntry entry in List())
        {
            if (entry.NetnsId is not { } id)
                continue;
            if (!names.TryGetValue(id, out List<string>? aliases))
                names.Add(id, aliases = []);
            aliases.Add(entry.Name);
        }

        var assignments = new List<NamespaceIdAssignment>(ids.Count);
        foreach (NetnsIdEntry id in ids)
        {
            // Names are known by the ids of the caller's own namespace.
            int? own = targetNetnsId is null ? id.Id : id.CurrentId;
            List<string>? known = own is { } key ? names.GetValueOrDefault(key) : null;
            assignments.Add(new NamespaceIdAssignment(id.Id, id.CurrentId, known ?? (IReadOnlyList<string>)[]));
        }

        return assignments;
    }
}
