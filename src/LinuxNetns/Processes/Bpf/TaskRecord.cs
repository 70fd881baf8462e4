using System.Runtime.InteropServices;

namespace LinuxNetns;

/// <summary>What the iterator's program writes of a thread, numbered as the reader's PID namespace numbers it; 0 for one that ended at that moment.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TaskRecord
{
    internal int ProcessId;
    internal int ThreadId;
    internal uint Inode;

    /// <summary>Of its mount namespace; 0 where the kernel's types do not tell.</summary>
    internal uint MountNamespace;

    /// <summary>The network namespace's id for good; 0 where the kernel's types do not tell, as with the next two.</summary>
    internal ulong KernelId;

    /// <summary>The inode of the user namespace that owns it.</summary>
    internal uint OwnerUserNamespace;

    /// <summary>The user that made that one, as the first user namespace numbers users: whoever may load the program is in it.</summary>
    internal uint OwnerUserId;
}
