namespace LinuxNetns.Netlink;

/// <summary>What <c>ip -s neighbor</c> adds (NDA_CACHEINFO, NDA_PROBES).</summary>
/// <param name="References">Who holds it.</param>
/// <param name="SinceUse">Since when it has not been used.</param>
/// <param name="SinceConfirmation">Since when it has not been heard from.</param>
/// <param name="SinceUpdate">Since when it has not changed.</param>
/// <param name="Probes">How often it was asked.</param>
public readonly record struct NeighborStatistics(uint References, TimeSpan SinceUse, TimeSpan SinceConfirmation, TimeSpan SinceUpdate, uint Probes);
