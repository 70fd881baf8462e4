using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    /// <summary>Room for any libc's posix_spawn_file_actions_t: 80 bytes in glibc and musl on 64 bits.</summary>
    internal const int SpawnFileActionsSize = 512;

    /// <summary>posix_spawn_file_actions_init(3)</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    internal static unsafe partial int PosixSpawnFileActionsInit(byte* actions);

    /// <summary>posix_spawn_file_actions_destroy(3)</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static unsafe partial int PosixSpawnFileActionsDestroy(byte* actions);

    /// <summary>posix_spawn_file_actions_adddup2(3)</summary>
    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static unsafe partial int PosixSpawnFileActionsAddDup2(byte* actions, int fd, int newFd);
}
