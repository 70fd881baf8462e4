namespace LinuxNetns;

/// <summary>Who answered, and who could not.</summary>
internal readonly record struct FinderAnswer(ProcessScanBackend Backend, IReadOnlyList<ProcessScanFallback> Fallbacks);
