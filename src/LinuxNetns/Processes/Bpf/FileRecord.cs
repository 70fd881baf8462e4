using System.Runtime.InteropServices;

namespace LinuxNetns;

/// <summary>What the iterator's program writes of a descriptor, with threads numbered as the reader's PID namespace numbers them; 0 for one that ended at that moment.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FileRecord
{
    internal int ProcessId;

    /// <summary>The thread whose table it is in: the main one, unless another has a table of its own or goes on without it.</summary>
    internal int ThreadId;
    internal int Descriptor;
    internal FileKind Kind;

    /// <summary>The namespace that it keeps; 0 where it must be asked.</summary>
    internal uint Inode;
    internal uint OwnerUserNamespace;

    /// <summary>0 where the kernel's types do not tell, as with the owner.</summary>
    internal ulong KernelId;
    internal uint OwnerUserId;

    /// <summary>Tells a process's tables apart, where its threads have more than one.</summary>
    internal uint Table;

    /// <summary>The command name of the process.</summary>
    internal CommandName Command;
}
