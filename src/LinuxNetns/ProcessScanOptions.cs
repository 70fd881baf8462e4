namespace LinuxNetns;

/// <summary>What <see cref="IProcessScanner.FindProcesses"/> looks at, and how.</summary>
public sealed class ProcessScanOptions
{
    /// <summary>Look at every thread: a process counts if any of its threads is inside.</summary>
    /// <value>Default: false, as <c>ip netns pids</c>, which sees main threads only.</value>
    public bool IncludeThreads { get; init; }

    /// <summary>How to look. One that is named is the only one that is tried.</summary>
    /// <value>Default: <see cref="ProcessScanBackend.Auto"/>, the first that works.</value>
    public ProcessScanBackend Backend { get; init; }
}
