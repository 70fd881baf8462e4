using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Tells when a mount of this process's mount namespace has come or gone: POLLPRI on /proc/self/mountinfo (proc(5)).</summary>
internal sealed unsafe class MountTableEvents : IDisposable
{
    private readonly SafeFileHandle _handle;

    internal MountTableEvents()
    {
        const string path = "/proc/thread-self/mountinfo";
        int fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            throw Interop.LastError("open", path);
        _handle = new SafeFileHandle(fd, ownsHandle: true);
    }

    /// <summary>The descriptor, to poll(2) for POLLPRI with others; each poll that reports it arms it again.</summary>
    internal int Descriptor => (int)_handle.DangerousGetHandle();

    public void Dispose() => _handle.Dispose();

    /// <summary>Whether anything has changed since the last call; waits up to the time given for it.</summary>
    internal bool Wait(int milliseconds)
    {
        var poll = new Interop.PollFd { Fd = Descriptor, Events = Interop.POLLPRI };
        return Interop.Poll(&poll, 1, milliseconds) > 0;
    }
}
