using System.Runtime.InteropServices;

namespace LinuxNetns;

/// <summary>A way to learn which processes are in which namespace. Those that can answer the same question give the same answer, as far as they may see.</summary>
internal interface IProcessFinder
{
    ProcessScanBackend Backend { get; }

    /// <summary>The processes of one namespace, main threads only or all.</summary>
    /// <param name="id">The namespace.</param>
    /// <param name="handle">A descriptor of it; null if there is none, and nobody keeps the inode.</param>
    /// <param name="threads">Whether a process counts if any of its threads is inside.</param>
    /// <param name="found">Takes them, in the order of the process table.</param>
    /// <returns>Why it cannot be said; null if it was said.</returns>
    FinderRefusal? Find(NamespaceId id, SafeHandle? handle, bool threads, FoundProcesses found);

    /// <summary>One pass over all processes.</summary>
    /// <param name="threads">Whether the other threads are asked for too, which only some readers can tell (<see cref="IProcessNamespaceReader.ReadsThreads"/>).</param>
    /// <param name="reader">The pass.</param>
    /// <returns>Why there is none; null if there is one.</returns>
    FinderRefusal? Read(bool threads, out IProcessNamespaceReader? reader);
}
