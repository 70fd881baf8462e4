using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>unshare(2). Blittable and without SetLastError on purpose, as setns.</summary>
    [LibraryImport("libc", EntryPoint = "unshare")]
    internal static partial int Unshare(int flags);
}
