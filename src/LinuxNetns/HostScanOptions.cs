namespace LinuxNetns;

/// <summary>What <see cref="IProcessScanner.Scan"/> looks for.</summary>
public sealed class HostScanOptions
{
    /// <summary>Look at every thread, not only main threads.</summary>
    /// <value>Default: true.</value>
    public bool IncludeThreads { get; init; } = true;

    /// <summary>Look for holders that are not processes: descriptors, sockets, mounts.</summary>
    /// <value>Default: true. Without BPF it opens every process's descriptor table.</value>
    public bool IncludeHolders { get; init; } = true;

    /// <summary>How many descriptors may be looked at in /proc, by ascending process id, before the rest is left out: a look takes some microseconds, and a host may have millions. What is left
    /// out is in <see cref="HostNamespaces.UnsearchedProcesses"/>. It does not bound BPF, which goes through all of them in the kernel.</summary>
    /// <value>Default: null, all of them.</value>
    public int? MaximumDescriptors { get; init; }

    /// <summary>How to look for processes, threads, descriptors and sockets; mounts are found in /proc in any case. One that is named is the only one that is tried.</summary>
    /// <value>Default: <see cref="ProcessScanBackend.Auto"/>: <see cref="ProcessScanBackend.Bpf"/>, else <see cref="ProcessScanBackend.Proc"/>.</value>
    public ProcessScanBackend Backend { get; init; }
}
