using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>unshare(2). Blittable and without SetLastError on purpose, as <see cref="Setns"/>.</summary>
    [LibraryImport("libc", EntryPoint = "unshare")]
    internal static partial int Unshare(int flags);
}
