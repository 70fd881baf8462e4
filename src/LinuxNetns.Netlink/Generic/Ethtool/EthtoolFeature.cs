namespace LinuxNetns.Netlink;

/// <summary>One feature of a device, as a line of <c>ethtool -k</c>.</summary>
/// <param name="Name">Its name in the kernel: <c>tx-checksum-ipv4</c>, <c>rx-gro</c>, … (ethtool also has names of its own for groups of them).</param>
/// <param name="IsActive">It is on.</param>
/// <param name="IsWanted">It was asked for; where it is not on, another one that it needs is off.</param>
/// <param name="IsFixed">It cannot be changed.</param>
public sealed record EthtoolFeature(string Name, bool IsActive, bool IsWanted, bool IsFixed);
