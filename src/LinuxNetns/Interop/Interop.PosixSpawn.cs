using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>posix_spawn(3), blittable: the child inherits the namespaces and the user of the calling thread. Answers an errno, that of a failed execve(2) too.</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    internal static unsafe partial int PosixSpawn(int* processId, byte* path, byte* fileActions, byte* attributes, byte** arguments, byte** environment);
}
