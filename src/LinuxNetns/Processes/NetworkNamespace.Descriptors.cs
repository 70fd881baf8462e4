using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <content>What this object itself keeps open on its namespace.</content>
public sealed partial class NetworkNamespace
{
    private volatile SafeFileHandle[] _sockets = [];

    /// <summary>The handle, and the netlink sockets once there are any: no answer to who holds the namespace.</summary>
    internal IReadOnlyCollection<int> OwnDescriptors() =>
        [.. _sockets.Where(static socket => !socket.IsClosed).Prepend(_handle).Select(static handle => (int)handle.DangerousGetHandle())];
}
