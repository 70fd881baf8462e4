using System.Runtime.InteropServices;

namespace LinuxNetns;

/// <summary>What an iterator's program is asked, in the map that it reads.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BpfQuestion
{
    /// <summary>The inode of the namespace; 0 for every namespace.</summary>
    internal uint Inode;

    /// <summary>Not 0: every thread, not only main ones.</summary>
    internal uint Threads;
}
