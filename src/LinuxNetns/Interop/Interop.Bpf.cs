using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int BPF_MAP_CREATE = 0;
    internal const int BPF_MAP_UPDATE_ELEM = 2;
    internal const int BPF_PROG_LOAD = 5;
    internal const int BPF_LINK_CREATE = 28;
    internal const int BPF_ITER_CREATE = 33;
    internal const uint BPF_MAP_TYPE_ARRAY = 2;
    internal const uint BPF_PROG_TYPE_TRACING = 26;
    internal const uint BPF_TRACE_ITER = 28;

    private static nint SYS_bpf { get; } = SYS_bpf_on(RuntimeInformation.ProcessArchitecture);

    /// <summary>union bpf_attr of linux/bpf.h, as far as it is used here: each command reads its own fields, and refuses what is not zero behind them.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    internal struct BpfAttributes
    {
        [FieldOffset(0)] internal uint MapType;
        [FieldOffset(4)] internal uint KeySize;
        [FieldOffset(8)] internal uint ValueSize;
        [FieldOffset(12)] internal uint MaxEntries;

        [FieldOffset(0)] internal uint MapDescriptor;
        [FieldOffset(8)] internal ulong Key;
        [FieldOffset(16)] internal ulong Value;

        [FieldOffset(0)] internal uint ProgramType;
        [FieldOffset(4)] internal uint InstructionCount;
        [FieldOffset(8)] internal ulong Instructions;
        [FieldOffset(16)] internal ulong License;
        [FieldOffset(24)] internal uint LogLevel;
        [FieldOffset(28)] internal uint LogSize;
        [FieldOffset(32)] internal ulong LogBuffer;
        [FieldOffset(48)] internal ulong ProgramName;
        [FieldOffset(68)] internal uint ExpectedAttachType;
        [FieldOffset(108)] internal uint AttachBtfId;

        [FieldOffset(0)] internal uint LinkProgram;
        [FieldOffset(8)] internal uint LinkAttachType;

        [FieldOffset(0)] internal uint IteratorLink;
    }

    /// <summary>bpf(2): a descriptor or 0, negative on failure. The kernel takes any size whose surplus is zero.</summary>
    internal static unsafe int Bpf(int command, BpfAttributes* attributes) => (int)BpfCall(SYS_bpf, command, attributes, sizeof(BpfAttributes));

    // arch/*/entry/syscalls/syscall*.tbl; the newer architectures share include/uapi/asm-generic/unistd.h.
    private static nint SYS_bpf_on(Architecture architecture) => architecture switch
    {
        Architecture.X64 => 321,
        Architecture.X86 => 357,
        Architecture.Ppc64le => 361,
        Architecture.S390x => 351,
        Architecture.Arm or Architecture.Armv6 => 386,
        _ => 280,
    };

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial nint BpfCall(nint number, nint command, BpfAttributes* attributes, nint size);
}
