using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Counts the changes of this process's mount table and of the directories it was asked to watch, so that a cache can tell in one poll(2) whether it is still good.</summary>
internal static unsafe class MountTable
{
    private const uint Changes = Interop.IN_CREATE | Interop.IN_DELETE | Interop.IN_MOVED_FROM | Interop.IN_MOVED_TO | Interop.IN_DELETE_SELF | Interop.IN_MOVE_SELF;

    private static readonly object s_gate = new();
    private static MountTableEvents? s_mounts;
    private static SafeFileHandle? s_inotify;
    private static long s_generation;

    /// <summary>A number that has changed if any mount, or any entry of a watched directory, has come or gone since it was last asked for. Ask before reading what is to be cached.</summary>
    internal static long Generation()
    {
        lock (s_gate)
        {
            s_mounts ??= new MountTableEvents();
            Interop.PollFd* polls = stackalloc Interop.PollFd[2];
            polls[0] = new Interop.PollFd { Fd = s_mounts.Descriptor, Events = Interop.POLLPRI };
            polls[1] = new Interop.PollFd { Fd = s_inotify is null ? -1 : (int)s_inotify.DangerousGetHandle(), Events = Interop.POLLIN };
            if (Interop.Poll(polls, 2, 0) > 0)
            {
                s_generation++;
                if (polls[1].Revents != 0)
                    Drain(polls[1].Fd);
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
                s_inotify = new SafeFileHandle(fd, ownsHandle: true);
            }

            // Watching the same directory again changes nothing; one that took its place is a new watch.
            return Interop.InotifyAddWatch((int)s_inotify.DangerousGetHandle(), directory, Changes | Interop.IN_ONLYDIR) >= 0;
        }
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
