using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The kernel's own list of network namespaces (listns(2), Linux 6.19): those that somebody is in, and those that are open or mounted anywhere, be it in a message on its way or
/// in a mount namespace that nobody is in. Those that only a socket keeps are not in it.</summary>
/// <remarks>It is for CAP_SYS_ADMIN in the first user and PID namespace; anybody else is told of the namespace that the calling thread is in.</remarks>
internal static unsafe class NamespaceList
{
    private const int FirstRoom = 1024;

    // The kernel refuses more.
    private const int MaxRoom = 1_000_000;

    /// <summary>Their kernel ids; none where there is no such list, or it is forbidden.</summary>
    internal static ulong[] Read()
    {
        // In one piece: the kernel says that there is no more if the next one after a piece happens to be unused.
        for (int room = FirstRoom; ; room = Math.Min(8 * room, MaxRoom))
        {
            ulong[] ids = new ulong[room];
            var request = new Interop.NamespaceListRequest { Size = Interop.NS_ID_REQ_SIZE_VER0, Kinds = Interop.CLONE_NEWNET };
            nint count;
            fixed (ulong* start = ids)
                count = Interop.Listns(&request, start, room);
            if (count < room || room == MaxRoom)
                return ids[..(int)Math.Max(count, 0)];
        }
    }

    /// <summary>Opens one of them (open_by_handle_at(2)).</summary>
    /// <returns>ESTALE if nobody uses it any more.</returns>
    internal static Errno TryOpen(ulong id, out SafeFileHandle? handle)
    {
        var file = new Interop.NamespaceFileHandle { Size = Interop.NSFS_FILE_HANDLE_SIZE_VER0, Type = Interop.FILEID_NSFS, File = new Interop.NsfsFileHandle { Id = id } };
        int fd = Interop.OpenByHandleAt(Interop.FD_NSFS_ROOT, &file, Interop.O_RDONLY | Interop.O_CLOEXEC);
        handle = fd < 0 ? null : new SafeFileHandle(fd, ownsHandle: true);
        return fd < 0 ? Interop.LastErrno : Errno.None;
    }
}
