using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>strerror(3), blittable: the text belongs to libc.</summary>
    [LibraryImport("libc", EntryPoint = "strerror")]
    internal static unsafe partial byte* RawStrerror(int errno);
}
