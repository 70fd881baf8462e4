namespace LinuxNetns.Netlink;

/// <summary>A netns id in use.</summary>
/// <param name="Id">The id in the namespace that was asked about.</param>
/// <param name="CurrentId">
/// Where another namespace was asked about: the same namespace's id in the connection's own one, or null when it has none there.
/// Null otherwise.
/// </param>
public readonly record struct NetnsIdEntry(int Id, int? CurrentId);
