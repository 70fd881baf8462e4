using System.Runtime.InteropServices;

namespace LinuxNetns;

/// <summary>What the iterator's program writes of a thread, numbered as the reader's PID namespace numbers it; 0 for one that ended at that moment.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TaskRecord
{
    internal int ProcessId;
    internal int ThreadId;
    internal uint Inode;
}
