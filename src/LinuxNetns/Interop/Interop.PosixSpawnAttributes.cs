using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const short POSIX_SPAWN_SETPGROUP = 0x02;
    internal const short POSIX_SPAWN_SETSIGDEF = 0x04;
    internal const short POSIX_SPAWN_SETSIGMASK = 0x08;

    /// <summary>Room for any libc's posix_spawnattr_t: 336 bytes in glibc and musl on 64 bits.</summary>
    internal const int SpawnAttributesSize = 512;

    /// <summary>posix_spawnattr_init(3). A group of its own (0) is what the attributes start with.</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    internal static unsafe partial int PosixSpawnAttributesInit(byte* attributes);

    /// <summary>posix_spawnattr_destroy(3)</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    internal static unsafe partial int PosixSpawnAttributesDestroy(byte* attributes);

    /// <summary>posix_spawnattr_setflags(3)</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    internal static unsafe partial int PosixSpawnAttributesSetFlags(byte* attributes, short flags);

    /// <summary>posix_spawnattr_setsigdefault(3)</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    internal static unsafe partial int PosixSpawnAttributesSetSigDefault(byte* attributes, byte* set);

    /// <summary>posix_spawnattr_setsigmask(3)</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigmask")]
    internal static unsafe partial int PosixSpawnAttributesSetSigMask(byte* attributes, byte* set);
}
