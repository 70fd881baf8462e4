namespace LinuxNetns;

/// <summary>Finds who is in a namespace, and which namespaces there are.</summary>
public interface IProcessScanner
{
    /// <summary>The processes whose main thread is in a namespace: <c>ip netns pids</c>.</summary>
    /// <param name="networkNamespace">The namespace.</param>
    /// <param name="options">Whether to look at every thread; null for main threads only.</param>
    /// <returns>The processes, in the order of /proc, and how many could not be read.</returns>
    ProcessScan FindProcesses(NetworkNamespace networkNamespace, ProcessScanOptions? options = null);

    /// <summary>The namespace that a process's main thread is in, without opening it.</summary>
    /// <param name="processId">The process.</param>
    /// <returns>Its device and inode, which are its identity only while somebody keeps it.</returns>
    /// <exception cref="NetworkNamespaceException">The process has ended, or belongs to somebody else.</exception>
    NamespaceId Identify(int processId);

    /// <summary>Everything that keeps a namespace alive: processes, threads, descriptors, sockets, mounts in every mount namespace.</summary>
    /// <param name="networkNamespace">The namespace. The handle itself is not counted.</param>
    /// <returns>The holders that could be seen, and how many processes could not be read.</returns>
    NamespaceHolders FindHolders(NetworkNamespace networkNamespace);

    /// <summary>Everything that keeps a namespace alive which this process itself has no handle on.</summary>
    /// <param name="id">The namespace. By device and inode: an id of a namespace that has ended may find another one's holders.</param>
    /// <returns>The holders that could be seen, and how many processes could not be read.</returns>
    NamespaceHolders FindHolders(NamespaceId id);

    /// <summary>Every network namespace on the host, named or not, with its processes and holders: <c>lsns -t net</c> and more.</summary>
    /// <param name="options">What to look for; null for everything.</param>
    /// <returns>The namespaces.</returns>
    HostNamespaces Scan(HostScanOptions? options = null);
}
