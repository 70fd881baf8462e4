using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>A namespace made for one question: nothing has an nsid there but the one that is looked for. Nobody is in it, and it ends with its socket.</summary>
/// <remarks>An nsid cannot be taken back, so it is never given in a namespace of the user's.</remarks>
internal sealed unsafe class ScratchNamespace : IDisposable
{
    internal const int NetnsId = 0;

    // Room for the answers to a batch, which the kernel counts with their bookkeeping, near 1 KB each.
    private const int ReceiveBuffer = 1 << 20;

    private readonly NetlinkConnection _connection;
    private readonly SafeFileHandle _socket;

    private ScratchNamespace(SafeFileHandle socket, NetlinkConnection connection)
    {
        _socket = socket;
        _connection = connection;
    }

    internal int Socket => (int)_socket.DangerousGetHandle();

    public void Dispose() => _connection.Dispose();

    internal static FinderRefusal? TryMake(SafeHandle target, out ScratchNamespace? scratch)
    {
        scratch = null;
        Errno errno = NamespaceWindow.OpenSocketInNewNamespace(
            Interop.AF_NETLINK, Interop.SOCK_RAW | Interop.SOCK_CLOEXEC, Interop.NETLINK_ROUTE, out SafeFileHandle? socket, out RawStep step);
        if (socket is null)
            return new FinderRefusal(errno, step == RawStep.Enter ? "unshare(CLONE_NEWNET)" : "socket(AF_NETLINK)", null);
        int size = ReceiveBuffer;
        if (Interop.Setsockopt((int)socket.DangerousGetHandle(), Interop.SOL_SOCKET, Interop.SO_RCVBUFFORCE, &size, sizeof(int)) != 0)
            _ = Interop.Setsockopt((int)socket.DangerousGetHandle(), Interop.SOL_SOCKET, Interop.SO_RCVBUF, &size, sizeof(int));
        NetlinkConnection? connection = null;
        try
        {
            connection = NetlinkConnection.FromHandle(socket);
            connection.NetnsIds.Set(target, NetnsId);
            scratch = new ScratchNamespace(socket, connection);
            return null;
        }
        catch (NetlinkException e)
        {
            connection?.Dispose();
            socket.Dispose();
            return new FinderRefusal(e.Errno, "RTM_NEWNSID", null);
        }
    }
}
