namespace LinuxNetns;

/// <summary>Where the scanner learns who is where: /proc, a faster way into the kernel, or a test's own process table.</summary>
internal interface IProcessNamespaceSource
{
    /// <summary>One pass over the processes.</summary>
    /// <exception cref="NetworkNamespaceException">The process table cannot be opened.</exception>
    IProcessNamespaceReader ReadProcesses();

    /// <summary>What one process has: threads, descriptors, mounts.</summary>
    /// <exception cref="NetworkNamespaceException">The process table cannot be opened.</exception>
    IProcessFiles OpenFiles();
}
