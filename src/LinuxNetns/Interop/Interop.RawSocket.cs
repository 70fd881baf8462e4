using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>socket(2), blittable, for a thread that is away from home.</summary>
    [LibraryImport("libc", EntryPoint = "socket")]
    internal static partial int RawSocket(int domain, int type, int protocol);
}
