namespace LinuxNetns;

/// <summary>The nsid of the namespace that a thread was seen in.</summary>
/// <param name="IsKnown">Whether the thread was still there; otherwise the namespace must be asked itself.</param>
/// <param name="NetnsId">The nsid; null for none.</param>
internal readonly record struct NetnsIdReading(bool IsKnown, int? NetnsId);
