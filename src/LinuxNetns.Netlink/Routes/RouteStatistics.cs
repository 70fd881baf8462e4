namespace LinuxNetns.Netlink;

/// <summary>What <c>ip -s route</c> adds (RTA_CACHEINFO).</summary>
/// <param name="References">Who holds it.</param>
/// <param name="Uses">How often it was used.</param>
/// <param name="Age">Since when it has not been used.</param>
public readonly record struct RouteStatistics(uint References, uint Uses, TimeSpan Age);
