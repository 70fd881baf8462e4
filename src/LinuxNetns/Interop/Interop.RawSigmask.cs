using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int SIG_SETMASK = 2;

    /// <summary>pthread_sigmask(3), blittable, of the calling thread.</summary>
    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    internal static unsafe partial int RawSigmask(int how, byte* set, byte* old);
}
