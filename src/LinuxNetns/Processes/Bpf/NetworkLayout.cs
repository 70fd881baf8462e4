namespace LinuxNetns;

/// <summary>Where <c>struct net</c> keeps what only an open namespace tells otherwise: offsets in bytes.</summary>
internal sealed record NetworkLayout
{
    /// <summary><c>net.ns.ns_id</c>, what NS_GET_ID gives (Linux 6.18); before, <c>net.net_cookie</c>, what SO_NETNS_COOKIE gives.</summary>
    internal required int KernelId { get; init; }

    /// <summary><c>net.user_ns</c>.</summary>
    internal required int Owner { get; init; }

    /// <summary><c>user_namespace.ns.inum</c>.</summary>
    internal required int OwnerInode { get; init; }

    /// <summary><c>user_namespace.owner</c>.</summary>
    internal required int OwnerUser { get; init; }

    /// <summary>Finds it in a <c>struct net</c>; null if anything is not there: each namespace is opened then.</summary>
    internal static NetworkLayout? Read(ref Btf btf, int net)
    {
        if (!TryFindId(ref btf, net, out int id) || !btf.TryFindPointer(net, "user_ns"u8, out int owner, out int users)
            || !btf.TryFindMember(users, "ns"u8, out BtfMember common) || !btf.TryFindNumber(common.Type, "inum"u8, sizeof(int), out int inode)
            || !btf.TryFindMember(users, "owner"u8, out BtfMember user) || !btf.TryGetBytes(user.Type, BtfKind.Struct, out int bytes) || bytes != sizeof(int))
            return null;
        int[] offsets = [id, owner, common.Offset + inode, user.Offset];
        return offsets.All(static offset => offset is >= 0 and <= short.MaxValue)
            ? new NetworkLayout { KernelId = id, Owner = owner, OwnerInode = common.Offset + inode, OwnerUser = user.Offset }
            : null;
    }

    private static bool TryFindId(ref Btf btf, int net, out int offset)
    {
        if (!btf.TryFindMember(net, "ns"u8, out BtfMember common) || !btf.TryFindNumber(common.Type, "ns_id"u8, sizeof(ulong), out offset))
            return btf.TryFindNumber(net, "net_cookie"u8, sizeof(ulong), out offset);
        offset += common.Offset;
        return true;
    }
}
