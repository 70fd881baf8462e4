using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>execve(2), blittable. From any thread it replaces the whole process, and what that thread has of its own (namespaces, user) becomes the process's.</summary>
    [LibraryImport("libc", EntryPoint = "execve")]
    internal static unsafe partial int RawExecve(byte* path, byte** arguments, byte** environment);
}
