namespace LinuxNetns;

/// <summary>Finds who is in a namespace, and which namespaces there are.</summary>
/// <remarks>
/// Everything is read at one pass, which takes time: what begins meanwhile may be missed, and what ends meanwhile is left out. A process may be read in /proc with the right
/// to trace it (ptrace(2), PTRACE_MODE_READ_FSCREDS): root may read almost all, others their own. What may not be read is counted, never passed over in silence. Other ways to find
/// processes (<see cref="ProcessScanBackend"/>) need other rights, and less time.
/// </remarks>
public interface IProcessScanner
{
    /// <summary>The processes whose main thread is in a namespace: <c>ip netns pids</c>.</summary>
    /// <param name="networkNamespace">The namespace. Its handle is kept open meanwhile, so that no other namespace can take its place.</param>
    /// <param name="options">Whether to look at every thread, and how; null for main threads only, in the first way that works.</param>
    /// <returns>The processes, in the order of /proc, how many could not be read, and how they were found.</returns>
    /// <exception cref="ObjectDisposedException">The handle is disposed of.</exception>
    /// <exception cref="NetworkNamespaceException">/proc cannot be opened; or the one way that was asked for does not work here (<see cref="NamespaceError.NotPermitted"/>,
    /// <see cref="NamespaceError.NotSupported"/>).</exception>
    ProcessScan FindProcesses(NetworkNamespace networkNamespace, ProcessScanOptions? options = null);

    /// <summary>The namespace that a process's main thread is in, without opening it: one system call, nothing allocated.</summary>
    /// <param name="processId">The process, as /proc numbers it.</param>
    /// <returns>Its device and inode, without the kernel's id: an identity only while somebody keeps the namespace.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The id is not positive.</exception>
    /// <exception cref="NetworkNamespaceException">The process has ended (<see cref="NamespaceError.ProcessGone"/>), may not be read
    /// (<see cref="NamespaceError.NotPermitted"/>), or there is no /proc (<see cref="NamespaceError.NotFound"/>).</exception>
    NamespaceId Identify(int processId);

    /// <summary>Everything that keeps a namespace alive: processes, threads, descriptors, sockets, mounts in every mount namespace.</summary>
    /// <remarks>
    /// A process that is inside is told once; what else it has of the namespace goes with it. Where BPF is allowed (<see cref="ProcessScanBackend.Bpf"/>), the kernel's iterator over
    /// descriptors tells all of them. Elsewhere sockets are asked with SIOCGSKNS (Linux 4.10), which needs CAP_NET_ADMIN over their
    /// namespace; those of other processes through pidfd_getfd(2) (Linux 5.6), which needs the right to attach to the process. The mounts of a mount namespace are seen only if a
    /// process or thread is in it; descriptors under way in a socket message are not seen at all.
    /// </remarks>
    /// <param name="networkNamespace">The namespace. What the object itself keeps open on it is not told; other descriptors of this process are.</param>
    /// <returns>The holders that could be seen, and how many processes could not be read.</returns>
    /// <exception cref="ObjectDisposedException">The handle is disposed of.</exception>
    /// <exception cref="NetworkNamespaceException">/proc cannot be opened.</exception>
    NamespaceHolders FindHolders(NetworkNamespace networkNamespace);

    /// <summary>Everything that keeps a namespace alive which the caller has no handle on.</summary>
    /// <param name="id">The namespace. With a kernel id, a namespace that took over the inode of one that has ended is told apart where it can be opened; without one, device
    /// and inode decide.</param>
    /// <returns>The holders that could be seen, and how many processes could not be read.</returns>
    /// <exception cref="NetworkNamespaceException">/proc cannot be opened.</exception>
    NamespaceHolders FindHolders(NamespaceId id);

    /// <summary>Every network namespace on the host, named or not, with its processes and holders: <c>lsns -t net</c>, and those that only a descriptor, a socket or a mount
    /// keeps.</summary>
    /// <remarks>From Linux 6.19 on, the kernel's own list (listns(2)) adds those that somebody uses out of sight (<see cref="HostNamespace.IsKnownToKernelOnly"/>); it is for CAP_SYS_ADMIN
    /// in the first user and PID namespace. A namespace whose kernel id and owner the BPF program could not tell is opened for a moment where it is first seen. The same limits as for
    /// <see cref="FindHolders(NetworkNamespace)"/>; a directory of names that may not be read gives no names.</remarks>
    /// <param name="options">What to look for; null for everything.</param>
    /// <returns>The namespaces.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="HostScanOptions.MaximumDescriptors"/> is negative.</exception>
    /// <exception cref="NetworkNamespaceException">/proc cannot be opened; or the one way that was asked for does not work here (<see cref="NamespaceError.NotPermitted"/>,
    /// <see cref="NamespaceError.NotSupported"/>).</exception>
    HostNamespaces Scan(HostScanOptions? options = null);
}
