namespace LinuxNetns;

/// <summary>What <see cref="IProcessScanner.FindProcesses"/> looks at.</summary>
public sealed class ProcessScanOptions
{
    /// <summary>Look at every thread: a process counts if any of its threads is inside.</summary>
    /// <value>Default: false, as <c>ip netns pids</c>, which sees main threads only.</value>
    public bool IncludeThreads { get; init; }
}
