namespace LinuxNetns;

/// <summary>One pass over the processes, many at a time.</summary>
internal interface IProcessNamespaceReader : IDisposable
{
    /// <summary>Whether other threads are among the readings, each behind its process's main thread; otherwise they must be asked for (<see cref="IProcessFiles.ReadThreads"/>).</summary>
    bool ReadsThreads { get; }

    /// <summary>The next processes, in the order of the process table. One that could not be read is among them, with the reason.</summary>
    /// <returns>How many were written; 0 at the end.</returns>
    int Read(ProcessNamespaceReading[] batch);

    /// <summary>The descriptors that keep a namespace which their process is not in, by process and number.</summary>
    /// <param name="inode">The namespace; 0 for every one.</param>
    /// <param name="descriptors">They; null where they must be asked for (<see cref="IProcessFiles.ReadDescriptors"/>).</param>
    /// <returns>Why this reader cannot tell them; null if it can, or never could.</returns>
    FinderRefusal? ReadDescriptors(uint inode, out DescriptorReading[]? descriptors);
}
