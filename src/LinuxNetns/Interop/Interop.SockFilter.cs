using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int SO_ATTACH_FILTER = 26;
    internal const ushort BPF_LD = 0x00;
    internal const ushort BPF_JMP = 0x05;
    internal const ushort BPF_RET = 0x06;
    internal const ushort BPF_H = 0x08;
    internal const ushort BPF_JEQ = 0x10;
    internal const ushort BPF_ABS = 0x20;

    /// <summary>struct sock_filter (linux/filter.h): an instruction of a filter that a socket applies to what arrives (socket(7)).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SockFilter
    {
        internal ushort Code;
        internal byte IfTrue;
        internal byte IfFalse;
        internal uint Operand;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct SockFprog
    {
        internal ushort Length;
        internal SockFilter* Filter;
    }
}
