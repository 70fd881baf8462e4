using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Wakes a thread that is in poll(2): eventfd(2).</summary>
internal static unsafe class EventFd
{
    internal static SafeFileHandle Create()
    {
        int fd = Interop.Eventfd(0, Interop.EFD_CLOEXEC | Interop.EFD_NONBLOCK);
        return fd < 0 ? throw Interop.LastError("eventfd") : new SafeFileHandle(fd, ownsHandle: true);
    }

    /// <summary>Makes the descriptor readable. A full counter is readable already.</summary>
    internal static void Signal(SafeFileHandle handle)
    {
        ulong one = 1;
        _ = Interop.Write((int)handle.DangerousGetHandle(), &one, sizeof(ulong));
    }

    /// <summary>Makes it unreadable again.</summary>
    internal static void Clear(SafeFileHandle handle)
    {
        ulong count;
        _ = Interop.Read((int)handle.DangerousGetHandle(), &count, sizeof(ulong));
    }
}
