namespace LinuxNetns;

/// <summary>The processes of a namespace.</summary>
/// <param name="ProcessIds">The process ids, in the order of /proc.</param>
/// <param name="Denied">How many processes could not be read: the list is a lower bound by that many.</param>
public sealed record ProcessScan(IReadOnlyList<int> ProcessIds, int Denied);
