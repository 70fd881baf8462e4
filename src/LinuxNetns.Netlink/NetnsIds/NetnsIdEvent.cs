namespace LinuxNetns.Netlink;

/// <summary>A change of the netns ids of one network namespace.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Id">The id that it happened to; -1 for <see cref="NetnsIdEventKind.Resync"/>.</param>
public readonly record struct NetnsIdEvent(NetnsIdEventKind Kind, int Id);
