using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>An inotify instance.</summary>
internal sealed unsafe class InotifyQueue : IDirectoryNotifier
{
    // Never IN_OPEN or IN_CLOSE: looking at the files would raise them. A mount raises nothing here.
    private const uint Mask = Interop.IN_CREATE | Interop.IN_DELETE | Interop.IN_MOVED_FROM | Interop.IN_MOVED_TO | Interop.IN_DELETE_SELF | Interop.IN_MOVE_SELF | Interop.IN_ONLYDIR;

    private const int LongestEvent = 16 + 256;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly SafeFileHandle _handle;

    internal InotifyQueue()
    {
        int fd = Interop.InotifyInit1(Interop.IN_CLOEXEC | Interop.IN_NONBLOCK);
        if (fd < 0)
        {
            Errno errno = Interop.LastErrno;
            throw errno == Errno.EMFILE
                ? Interop.Error(NamespaceError.LimitReached, errno, "inotify_init1", path: null, "raise fs.inotify.max_user_instances, or RLIMIT_NOFILE of this process")
                : Interop.Error(errno, "inotify_init1");
        }

        _handle = new SafeFileHandle(fd, ownsHandle: true);
    }

    public int Descriptor => (int)_handle.DangerousGetHandle();

    public void Dispose() => _handle.Dispose();

    public Errno Add(string path, out int watch)
    {
        watch = Interop.InotifyAddWatch(Descriptor, path, Mask);
        return watch < 0 ? Interop.LastErrno : Errno.None;
    }

    public void Remove(int watch) => _ = Interop.InotifyRmWatch(Descriptor, watch);

    public void Read(List<InotifyEvent> events)
    {
        fixed (byte* buffer = _buffer)
        {
            // Bounded, so that a storm of events cannot keep the thread from looking.
            for (int i = 0; i < 64; i++)
            {
                nint length = Interop.Read(Descriptor, buffer, (nuint)_buffer.Length);
                if (length <= 0)
                    return;
                InotifyParser.Parse(_buffer.AsSpan(0, (int)length), events);
                // An event that did not fit would be in what is left.
                if (_buffer.Length - length > LongestEvent)
                    return;
            }
        }
    }
}
