namespace LinuxNetns;

/// <summary>What happened between two looks.</summary>
/// <param name="Events">In an order in which they can be applied one by one.</param>
/// <param name="Next">What is known now.</param>
/// <param name="LookAgainAt">When leftovers are due for another look, in milliseconds; null where there are none.</param>
internal sealed record SnapshotDiff(IReadOnlyList<NamespaceEvent> Events, Dictionary<string, WatchedName> Next, long? LookAgainAt);
