namespace LinuxNetns;

/// <summary>A way to find processes that was tried and did not work here.</summary>
/// <param name="Backend">Which.</param>
/// <param name="Reason">What the kernel said, and what would help where that is known.</param>
public sealed record ProcessScanFallback(ProcessScanBackend Backend, string Reason);
