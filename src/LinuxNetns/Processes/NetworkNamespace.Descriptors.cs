using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <content>What this object itself keeps open on its namespace.</content>
public sealed partial class NetworkNamespace
{
    private SafeFileHandle? _netlinkSocket;

    /// <summary>The handle, and the netlink socket once there is one: no answer to who holds the namespace.</summary>
    internal IReadOnlyCollection<int> OwnDescriptors() => _netlinkSocket is { IsClosed: false } socket
        ? [(int)_handle.DangerousGetHandle(), (int)socket.DangerousGetHandle()]
        : [(int)_handle.DangerousGetHandle()];
}
