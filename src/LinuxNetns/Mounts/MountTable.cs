using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Counts the changes of this process's mount table and of the directories it was asked to watch, so that a cache can tell in one epoll_wait(2) whether it is still good.</summary>
internal static unsafe class MountTable
{
    private const uint Changes = Interop.IN_CREATE | Interop.IN_DELETE | Interop.IN_MOVED_FROM | Interop.IN_MOVED_TO | Interop.IN_DELETE_SELF | Interop.IN_MOVE_SELF;

    // Room for a struct epoll_event, packed (x86-64) or not. The events are its first four bytes; which of the descriptors it was does not matter.
    private const int EventSize = 16;

    private static readonly object s_gate = new();
    private static MountTableEvents? s_mounts;
    private static SafeFileHandle? s_inotify;
    private static SafeFileHandle? s_epoll;
    private static long s_generation;

    /// <summary>A number that has changed if any mount, or any entry of a watched directory, has come or gone since it was last asked for. Ask before reading what is to be cached.</summary>
    internal static long Generation()
    {
        lock (s_gate)
        {
            s_epoll ??= Open();
            // Faster than a poll(2) of both: where nothing has happened neither is asked.
            byte* events = stackalloc byte[EventSize];
            if (Interop.EpollWait((int)s_epoll.DangerousGetHandle(), events, maxEvents: 1, timeoutMilliseconds: 0) != 0)
            {
                s_generation++;
                if (s_inotify is not null)
                    Drain((int)s_inotify.DangerousGetHandle());
            }

            return s_generation;
        }
    }

    /// <summary>Lets changes of a directory's entries count too. False if it cannot be watched: it is not there, or the user's inotify limits are reached.</summary>
    internal static bool Watch(string directory)
    {
        lock (s_gate)
        {
            if (s_inotify is null)
            {
                int fd = Interop.InotifyInit1(Interop.IN_NONBLOCK | Interop.IN_CLOEXEC);
                if (fd < 0)
                    return false;
                var inotify = new SafeFileHandle(fd, ownsHandle: true);
                if (!TryAdd(s_epoll ??= Open(), fd, Interop.EPOLLIN))
                {
                    inotify.Dispose();
                    return false;
                }

                s_inotify = inotify;
            }

            // Watching the same directory again changes nothing; one that took its place is a new watch.
            return Interop.InotifyAddWatch((int)s_inotify.DangerousGetHandle(), directory, Changes | Interop.IN_ONLYDIR) >= 0;
        }
    }

    private static SafeFileHandle Open()
    {
        var mounts = new MountTableEvents();
        var epoll = new SafeFileHandle(Interop.EpollCreate1(Interop.EPOLL_CLOEXEC), ownsHandle: true);
        if (epoll.IsInvalid || !TryAdd(epoll, mounts.Descriptor, Interop.EPOLLPRI))
        {
            NetworkNamespaceException error = Interop.LastError("epoll");
            mounts.Dispose();
            epoll.Dispose();
            throw error;
        }

        s_mounts = mounts;
        return epoll;
    }

    private static bool TryAdd(SafeFileHandle epoll, int fd, uint events)
    {
        uint* wanted = stackalloc uint[EventSize / sizeof(uint)];
        wanted[0] = events;
        return Interop.EpollCtl((int)epoll.DangerousGetHandle(), Interop.EPOLL_CTL_ADD, fd, wanted) == 0;
    }

    /// <summary>What changed does not matter, only that something did.</summary>
    private static void Drain(int inotify)
    {
        const int size = 4096;
        byte* buffer = stackalloc byte[size];
        while (Interop.Read(inotify, buffer, size) > 0)
        {
            // Until EAGAIN.
        }
    }
}
