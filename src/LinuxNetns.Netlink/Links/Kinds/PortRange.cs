namespace LinuxNetns.Netlink;

/// <summary>UDP ports, both ends included.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The largest.</param>
public readonly record struct PortRange(ushort Low, ushort High);
