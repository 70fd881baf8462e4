using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>Where the name is in a struct linux_dirent64, behind d_ino (8 bytes), d_off (8), d_reclen (2) and d_type (1): getdents(2).</summary>
    internal const int DirentNameOffset = 19;

    /// <summary>Where d_reclen is.</summary>
    internal const int DirentLengthOffset = 16;

    // asm/unistd.h. By number: not every libc exports a wrapper.
    private static readonly nint s_getdents64 = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 or Architecture.Arm => 217,
        Architecture.X86 or Architecture.S390x => 220,
        Architecture.Ppc64le => 202,
        _ => 61,
    };

    /// <summary>getdents64(2): the bytes read, 0 at the end, negative on failure.</summary>
    internal static unsafe int Getdents64(int directory, byte* buffer, int count) => (int)GetdentsSyscall(s_getdents64, directory, buffer, count);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial nint GetdentsSyscall(nint number, nint directory, byte* buffer, nint count);
}
