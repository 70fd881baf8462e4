namespace LinuxNetns.Netlink;

/// <summary>One of a group of next hops (struct nexthop_grp).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Weight">Its share of the traffic: 1 to 256, since Linux 6.12 to 65536.</param>
public readonly record struct NextHopGroupMember(uint Id, int Weight = 1);
