using System.Runtime.InteropServices;

namespace LinuxNetns;

internal static partial class Interop
{
    internal const uint NS_ID_REQ_SIZE_VER0 = 32;

    // The same number on every architecture but alpha: listns(2), Linux 6.19.
    private const nint SYS_listns = 470;

    /// <summary>struct ns_id_req of linux/nsfs.h: which namespaces to list.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct NamespaceListRequest
    {
        internal uint Size;
        internal uint Spare;
        internal ulong After;
        internal uint Kinds;
        internal uint Spare2;
        internal ulong Owner;
    }

    /// <summary>listns(2): how many kernel ids were written, negative on failure.</summary>
    internal static unsafe nint Listns(NamespaceListRequest* request, ulong* ids, int room) => ListnsCall(SYS_listns, request, ids, room, 0);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static unsafe partial nint ListnsCall(nint number, NamespaceListRequest* request, ulong* ids, nint room, nint flags);
}
