using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>setgroups(2) with 32-bit ids: asm/unistd.h.</summary>
    internal static nint SYS_setgroups => SYS_setgroups_on(RuntimeInformation.ProcessArchitecture);

    private static nint SYS_setgroups_on(Architecture architecture) => architecture switch
    {
        Architecture.X64 => 116,
        Architecture.X86 or Architecture.Arm or Architecture.S390x => 206,
        Architecture.Ppc64le => 81,
        _ => 159, // asm-generic: arm64, riscv64, loongarch64
    };

    /// <summary>setresuid(2)</summary>
    internal static nint SYS_setresuid => SYS_setresuid_on(RuntimeInformation.ProcessArchitecture);

    private static nint SYS_setresuid_on(Architecture architecture) => architecture switch
    {
        Architecture.X64 => 117,
        Architecture.X86 or Architecture.Arm or Architecture.S390x => 208,
        Architecture.Ppc64le => 164,
        _ => 147,
    };

    /// <summary>gettid(2)</summary>
    internal static nint SYS_gettid => SYS_gettid_on(RuntimeInformation.ProcessArchitecture);

    private static nint SYS_gettid_on(Architecture architecture) => architecture switch
    {
        Architecture.X64 => 186,
        Architecture.X86 or Architecture.Arm => 224,
        Architecture.S390x => 236,
        Architecture.Ppc64le => 207,
        _ => 178,
    };

    /// <summary>setresgid(2)</summary>
    internal static nint SYS_setresgid => SYS_setresgid_on(RuntimeInformation.ProcessArchitecture);

    private static nint SYS_setresgid_on(Architecture architecture) => architecture switch
    {
        Architecture.X64 => 119,
        Architecture.X86 or Architecture.Arm or Architecture.S390x => 210,
        Architecture.Ppc64le => 169,
        _ => 149,
    };
}
