using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int P_PID = 1;
    internal const int P_PIDFD = 3;
    internal const int WNOHANG = 1;
    internal const int WEXITED = 4;
    internal const int WNOWAIT = 0x01000000;
    internal const int CLD_EXITED = 1;

    /// <summary>siginfo_t as waitid(2) fills it: 128 bytes; what follows the three ints is aligned to a pointer.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    internal struct SigInfo
    {
        [FieldOffset(8)] internal readonly int Code;
        [FieldOffset(12)] private readonly int _pid32;
        [FieldOffset(16)] private readonly int _pid64;
        [FieldOffset(20)] private readonly int _status32;
        [FieldOffset(24)] private readonly int _status64;

        internal readonly int ProcessId => nint.Size == 8 ? _pid64 : _pid32;

        internal readonly int Status => nint.Size == 8 ? _status64 : _status32;
    }

    /// <summary>waitid(2)</summary>
    [LibraryImport("libc", EntryPoint = "waitid", SetLastError = true)]
    internal static unsafe partial int Waitid(int idType, int id, SigInfo* info, int options);
}
