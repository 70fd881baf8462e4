using System.Runtime.InteropServices;

namespace LinuxNetns;

/// <summary>mountinfo shows paths without symbolic links; /var/run/netns is one on most systems.</summary>
internal static unsafe class MountPath
{
    private const int PathMax = 4096; // linux/limits.h

    /// <summary>The path itself where it leads nowhere: nothing is mounted there then.</summary>
    internal static string Resolve(string path)
    {
        byte* buffer = stackalloc byte[PathMax];
        return Interop.Realpath(path, buffer) is null ? path : Marshal.PtrToStringUTF8((nint)buffer)!;
    }
}
