using System.Globalization;
using System.Text;

using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Reads the namespace of one process: one statx(2), nothing allocated.</summary>
internal sealed unsafe class ProcIdentity(string directory)
{
    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(directory.TrimEnd('/') + '/');

    internal NamespaceId Read(int processId)
    {
        int capacity = _prefix.Length + ProcPath.MaxLength;
        Span<byte> path = capacity <= 512 ? stackalloc byte[capacity] : new byte[capacity];
        _prefix.CopyTo(path);
        fixed (byte* start = path)
        {
            ProcPath.OfThread(start + _prefix.Length, processId, processId, "/ns/net"u8);
            Interop.StatxBuffer status;
            return Interop.Statx(Interop.AT_FDCWD, start, Interop.AT_STATX_DONT_SYNC, Interop.STATX_INO, &status) == 0
                ? new NamespaceId(null, status.Device, status.Inode)
                : throw Error(Interop.LastErrno, processId);
        }
    }

    private NetworkNamespaceException Error(Errno errno, int processId)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"{directory.TrimEnd('/')}/{processId}/ns/net");
        if (!errno.IsGone())
            return Interop.Error(errno, "statx", path);
        return Directory.Exists(directory)
            ? Interop.Error(NamespaceError.ProcessGone, errno, "statx", path, "there is no such process, or its main thread has ended")
            : Interop.Error(errno, "statx", directory);
    }
}
