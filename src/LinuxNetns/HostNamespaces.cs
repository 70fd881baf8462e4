namespace LinuxNetns;

/// <summary>The network namespaces of a host at one moment, as far as this process may see.</summary>
/// <param name="Namespaces">The namespaces, by inode.</param>
/// <param name="Denied">How many processes could not be read, or not wholly: what is missing here is among them.</param>
public sealed record HostNamespaces(IReadOnlyList<HostNamespace> Namespaces, int Denied)
{
    /// <summary>How processes were found; never <see cref="ProcessScanBackend.Auto"/> in what a scanner returns.</summary>
    public ProcessScanBackend Backend { get; init; }

    /// <summary>What was tried before that and did not work, in that order; empty unless <see cref="HostScanOptions.Backend"/> is <see cref="ProcessScanBackend.Auto"/>.</summary>
    public IReadOnlyList<ProcessScanFallback> Fallbacks { get; init; } = [];

    /// <summary>How many processes' descriptors were not looked at, or not all of them, since <see cref="HostScanOptions.MaximumDescriptors"/> was reached: holders may be missing, and
    /// namespaces that only they keep. 0 if it was not.</summary>
    public int UnsearchedProcesses { get; init; }

    /// <summary>Whether every process was looked at, and all of it: false if some were denied or not searched, and if /proc keeps other users' processes to itself (its option
    /// <c>hidepid</c>).</summary>
    public bool IsComplete { get; init; } = Denied == 0;
}
