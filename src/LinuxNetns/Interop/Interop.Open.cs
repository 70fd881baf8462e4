using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const int O_RDONLY = 0;
    internal const int O_WRONLY = 1;
    internal const int O_RDWR = 2;
    internal const int O_CREAT = 0x40;
    internal const int O_EXCL = 0x80;
    internal const int O_NONBLOCK = 0x800;
    internal const int O_CLOEXEC = 0x80000;

    internal const int O_PATH = 0x200000;

    internal static int O_DIRECTORY => O_DIRECTORY_on(RuntimeInformation.ProcessArchitecture);

    /// <summary>arm and arm64 swap O_DIRECTORY and O_DIRECT: arch/arm64/include/uapi/asm/fcntl.h.</summary>
    internal static int O_DIRECTORY_on(Architecture architecture) => architecture is Architecture.Arm64 or Architecture.Arm ? 0x4000 : 0x10000;

    /// <summary>open(2)</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, uint mode);
}
