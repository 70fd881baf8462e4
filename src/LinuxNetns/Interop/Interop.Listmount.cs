using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    private const nint SYS_listmount = 458;

    /// <summary>struct mnt_id_req as it was first (linux/mount.h, Linux 6.8).</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct MountIdRequest
    {
        internal uint Size;
        internal uint Spare;
        internal ulong MountId;
        internal ulong Parameter;
    }

    /// <summary>listmount(2), Linux 6.8: the unique ids of the mounts below one, in ascending order, from behind the one in <see cref="MountIdRequest.Parameter"/>; how many.</summary>
    internal static unsafe int Listmount(MountIdRequest* request, ulong* ids, int count) => (int)ListmountCall(SYS_listmount, request, ids, (nuint)count, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial nint ListmountCall(nint number, MountIdRequest* request, ulong* ids, nuint count, nint flags);
}
