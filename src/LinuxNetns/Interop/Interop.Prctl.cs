using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int PR_GET_DUMPABLE = 3;
    internal const int PR_SET_DUMPABLE = 4;
    internal const int PR_SET_NAME = 15;
    internal const int PR_CAP_AMBIENT = 47;
    internal const int PR_CAP_AMBIENT_CLEAR_ALL = 4;

    /// <summary>prctl(2)</summary>
    [LibraryImport("libc", EntryPoint = "prctl")]
    internal static partial int Prctl(int option, nint argument2, nuint argument3, nuint argument4, nuint argument5);
}
