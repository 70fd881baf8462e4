using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Tells what an open descriptor is.</summary>
internal static unsafe class NamespaceIdentity
{
    /// <summary>Throws unless the descriptor is a network namespace (nsfs magic, then NS_GET_NSTYPE).</summary>
    internal static void Check(SafeFileHandle handle, string path)
    {
        string? problem = Problem((int)handle.DangerousGetHandle());
        if (problem is not null)
            throw Interop.Error(NamespaceError.NotANetworkNamespace, Errno.EINVAL, "open", path, problem);
    }

    /// <summary>Whether the descriptor is a network namespace.</summary>
    internal static bool IsNetworkNamespace(int fd) => Problem(fd) is null;

    /// <summary>Whether a namespace is one of the network.</summary>
    internal static bool IsOfNetwork(int fd) => Interop.Ioctl(fd, Interop.NS_GET_NSTYPE, null) == Interop.CLONE_NEWNET;

    /// <summary>Whether the descriptor is a namespace of any kind.</summary>
    internal static bool IsNamespace(int fd)
    {
        byte* buffer = stackalloc byte[256];
        return Interop.Fstatfs(fd, buffer) == 0 && (uint)*(nint*)buffer == Interop.NSFS_MAGIC;
    }

    /// <summary>The id of an open namespace.</summary>
    internal static NamespaceId Read(SafeFileHandle handle)
    {
        NamespaceId id = ReadWithoutEntering(handle);
        return id.KernelId is null ? new NamespaceId(Cookie(handle), id.Device, id.Inode) : id;
    }

    /// <summary>The id of an open namespace, without the kernel id before Linux 6.18.</summary>
    internal static NamespaceId ReadWithoutEntering(SafeFileHandle handle)
    {
        int fd = (int)handle.DangerousGetHandle();
        Interop.StatxBuffer status;
        byte empty = 0;
        return Interop.Statx(fd, &empty, Interop.AT_EMPTY_PATH, Interop.STATX_INO, &status) == 0
            ? new NamespaceId(KernelId(fd), status.Device, status.Inode)
            : throw Interop.LastError("statx");
    }

    /// <summary>The inode of an open namespace; 0 where it cannot be read.</summary>
    internal static ulong InodeOf(SafeFileHandle handle)
    {
        Interop.StatxBuffer status;
        byte empty = 0;
        return Interop.Statx((int)handle.DangerousGetHandle(), &empty, Interop.AT_EMPTY_PATH, Interop.STATX_INO, &status) == 0 ? status.Inode : 0;
    }

    /// <summary>The inode of a namespace of the calling thread; 0 where it cannot be read.</summary>
    internal static ulong OfThread(string kind)
    {
        Interop.StatxBuffer status;
        fixed (byte* path = System.Text.Encoding.ASCII.GetBytes($"/proc/thread-self/ns/{kind}\0"))
            return Interop.Statx(Interop.AT_FDCWD, path, 0, Interop.STATX_INO, &status) == 0 ? status.Inode : 0;
    }

    /// <summary>The device that the inodes of all namespaces are on; none's where it cannot be read.</summary>
    internal static ulong DeviceOfNamespaces()
    {
        Interop.StatxBuffer status;
        return Interop.Statx(Interop.AT_FDCWD, "/proc/thread-self/ns/net", 0, Interop.STATX_INO, &status) == 0 ? status.Device : ulong.MaxValue;
    }

    /// <summary>NS_GET_ID of an open namespace; null on kernels before 6.18.</summary>
    internal static ulong? KernelId(int fd)
    {
        ulong id;
        return Interop.Ioctl(fd, Interop.NS_GET_ID, &id) == 0 ? id : null;
    }

    /// <summary>The same number by SO_NETNS_COOKIE of a socket inside; null before Linux 5.14, and where the namespace cannot be entered.</summary>
    private static ulong? Cookie(SafeFileHandle handle)
    {
        try
        {
            using SafeFileHandle socket = NamespaceWindow.OpenSocket(handle, Interop.AF_UNIX, Interop.SOCK_DGRAM | Interop.SOCK_CLOEXEC, 0);
            ulong cookie;
            uint length = sizeof(ulong);
            return Interop.Getsockopt((int)socket.DangerousGetHandle(), Interop.SOL_SOCKET, Interop.SO_NETNS_COOKIE, &cookie, &length) == 0 ? cookie : null;
        }
        catch (NetworkNamespaceException)
        {
            return null;
        }
    }

    private static string? Problem(int fd)
    {
        if (!IsNamespace(fd))
            return "it is an ordinary file: a placeholder that was never or is no longer a namespace";
        return IsOfNetwork(fd) ? null : "it is a namespace of another kind";
    }
}
