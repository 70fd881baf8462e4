using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>What one process has, a question each. A process that ends meanwhile answers ENOENT or ESRCH (<see cref="ProcessErrno.IsGone"/>), one that may not be read
/// something else.</summary>
internal interface IProcessFiles : IDisposable
{
    /// <summary>This process's own number in the process table; -1 if it is not in it.</summary>
    int OwnProcessId { get; }

    /// <summary>The threads, the main one among them. The list is emptied first, here and below.</summary>
    Errno ReadThreads(int processId, List<int> threads);

    /// <summary>The network namespace of a thread, by device and inode.</summary>
    Errno ReadNetwork(int processId, int threadId, out NamespaceId id);

    /// <summary>The inode of a thread's mount namespace.</summary>
    Errno ReadMountNamespace(int processId, int threadId, out ulong inode);

    /// <summary>Whether a thread's root directory is its mount namespace's: only then does its mountinfo show every mount.</summary>
    bool SeesWholeTree(int processId, int threadId);

    /// <summary>The network namespaces that are mounted in a thread's mount namespace.</summary>
    Errno ReadMounts(int processId, int threadId, List<NamespaceMount> mounts);

    /// <summary>The open descriptors, the first of them if there are more than <paramref name="most"/>.</summary>
    Errno ReadDescriptors(int processId, List<int> descriptors, long most);

    /// <summary>What a descriptor is, as far as it may hold a network namespace.</summary>
    Errno ReadDescriptor(int processId, int descriptor, out DescriptorTarget target);

    /// <summary>The network namespace that a socket was made in.</summary>
    Errno ReadSocketNamespace(int processId, int descriptor, out NamespaceId id);

    /// <summary>The command name; null once the process has ended.</summary>
    string? ReadCommand(int processId);

    /// <summary>Opens the namespace that was seen there; null if it is no longer there or may not be opened.</summary>
    SafeFileHandle? Open(in NamespaceSighting sighting, NamespaceId id);

    /// <summary>The kernel ids of the namespaces that the kernel itself lists; none where it has no list, or not for this process.</summary>
    ulong[] ReadListed();

    /// <summary>Opens one of those; ESTALE if nobody uses it any more.</summary>
    Errno OpenListed(ulong id, out SafeFileHandle? handle);

    /// <summary>The kernel's id, and the owner.</summary>
    NamespaceFacts ReadFacts(SafeFileHandle handle);

    /// <summary>Whether the calling thread's namespace has an nsid for any other.</summary>
    bool HasNetnsIds();

    /// <summary>The nsids that the calling thread's namespace has for those that these threads were seen in.</summary>
    IReadOnlyList<NetnsIdReading> ReadNetnsIds(IReadOnlyList<NamespaceSighting> sightings);

    /// <summary>The nsids that the calling thread's namespace has for these; null where it has none.</summary>
    IReadOnlyList<int?> ReadNetnsIds(IReadOnlyList<SafeHandle> handles);
}
