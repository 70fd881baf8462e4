using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int CLONE_FS = 0x00000200;
    internal const int CLONE_NEWNS = 0x00020000;
    internal const int CLONE_NEWUSER = 0x10000000;
    internal const int CLONE_NEWNET = 0x40000000;

    /// <summary>setns(2). Blittable and without SetLastError on purpose: the caller reads errno itself, so that no managed code runs while the thread is away.</summary>
    [LibraryImport("libc", EntryPoint = "setns")]
    internal static partial int Setns(int fd, int type);
}
