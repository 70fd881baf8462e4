namespace LinuxNetns;

/// <summary>A network namespace on a mount point.</summary>
/// <param name="Id">Device and inode.</param>
/// <param name="MountPoint">The path, as the processes of that mount namespace see it.</param>
internal readonly record struct NamespaceMount(NamespaceId Id, string MountPoint);
