namespace LinuxNetns;

/// <summary>A line of /proc/PID/mountinfo (proc_pid_mountinfo(5)), as far as namespaces need it.</summary>
/// <param name="MountId">The mount.</param>
/// <param name="ParentId">The mount it is on.</param>
/// <param name="Root">What of the file system is mounted: <c>net:[4026532281]</c> for a namespace.</param>
/// <param name="MountPoint">Where, with escapes undone.</param>
/// <param name="FileSystem">The type: <c>nsfs</c> for a namespace.</param>
/// <param name="IsReadOnly">Whether the mount itself is read-only.</param>
/// <param name="PeerGroup">The peer group it shares mounts with; 0 for a private mount.</param>
internal readonly record struct MountInfoEntry(int MountId, int ParentId, string Root, string MountPoint, string FileSystem, bool IsReadOnly, int PeerGroup)
{
    /// <summary>The file system's device: major number in the upper 32 bits, minor in the lower.</summary>
    internal ulong Device { get; init; }

    /// <summary>The file system's own options, which all its mounts share; read of proc only, empty for others.</summary>
    internal string ProcOptions { get; init; } = "";

    /// <summary>The inode of the network namespace mounted here; null for anything else.</summary>
    internal ulong? NetworkNamespaceInode => FileSystem == "nsfs" ? NamespaceLink.Inode(Root) : null;
}
