using System.Text;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The files of a process in /proc: proc(5). Every path is relative to the open directory, so that it stays the same process table throughout.</summary>
internal sealed unsafe partial class ProcFiles : IProcessFiles
{
    // The longest link that matters is "socket:[18446744073709551615]"; a longer one is cut and matches nothing.
    private const int MaxLink = 64;

    private readonly SafeFileHandle _directory;
    private readonly int _proc;
    private readonly NumericEntries _entries = new();
    private readonly ProcSockets _sockets;

    internal ProcFiles(SafeFileHandle directory)
    {
        _directory = directory;
        _proc = (int)directory.DangerousGetHandle();
        OwnProcessId = ReadOwnProcessId();
        _sockets = new ProcSockets(OwnProcessId);
    }

    public int OwnProcessId { get; }

    public void Dispose()
    {
        _sockets.Dispose();
        _entries.Dispose();
        _directory.Dispose();
    }

    public Errno ReadThreads(int processId, List<int> threads)
    {
        byte* path = stackalloc byte[ProcPath.MaxLength];
        ProcPath.OfThread(path, processId, processId, "/task"u8);
        // The link count is 2 and one for each thread (proc_task_getattr in fs/proc/base.c): most processes need no listing.
        Interop.StatxBuffer status;
        if (Interop.Statx(_proc, path, Interop.AT_STATX_DONT_SYNC, Interop.STATX_NLINK, &status) == 0 && status.LinkCount == 3)
        {
            threads.Clear();
            threads.Add(processId);
            return Errno.None;
        }

        return ReadNumbers(path, threads);
    }

    public Errno ReadNetwork(int processId, int threadId, out NamespaceId id)
    {
        byte* path = stackalloc byte[ProcPath.MaxLength];
        return ReadStatus(ProcPath.OfThread(path, processId, threadId, "/ns/net"u8), out id);
    }

    public Errno ReadMountNamespace(int processId, int threadId, out ulong inode)
    {
        byte* path = stackalloc byte[ProcPath.MaxLength];
        Errno errno = ReadStatus(ProcPath.OfThread(path, processId, threadId, "/ns/mnt"u8), out NamespaceId id);
        inode = id.Inode;
        return errno;
    }

    public bool SeesWholeTree(int processId, int threadId)
    {
        byte* path = stackalloc byte[ProcPath.MaxLength];
        byte* link = stackalloc byte[MaxLink];
        return Interop.Readlinkat(_proc, ProcPath.OfThread(path, processId, threadId, "/root"u8), link, MaxLink) == 1 && link[0] == (byte)'/';
    }

    public Errno ReadMounts(int processId, int threadId, List<NamespaceMount> mounts)
    {
        mounts.Clear();
        byte* path = stackalloc byte[ProcPath.MaxLength];
        Errno errno = ProcFile.ReadAll(_proc, ProcPath.OfThread(path, processId, threadId, "/mountinfo"u8), out byte[] text);
        if (errno != Errno.None)
            return errno == Errno.EINVAL ? Errno.ESRCH : errno; // EINVAL: no mount namespace any more, as a zombie's
        foreach (MountInfoEntry mount in MountInfo.Parse(Encoding.UTF8.GetString(text)))
        {
            if (mount.NetworkNamespaceInode is { } inode)
                mounts.Add(new NamespaceMount(new NamespaceId(null, mount.Device, inode), mount.MountPoint));
        }

        return Errno.None;
    }

    public Errno ReadDescriptors(int processId, List<int> descriptors, long most)
    {
        byte* path = stackalloc byte[ProcPath.MaxLength];
        return ReadNumbers(ProcPath.OfThread(path, processId, processId, "/fd"u8), descriptors, most);
    }

    /// <remarks>The link's text says what a descriptor is without a word to the file system behind it, which may be one that does not answer.</remarks>
    public Errno ReadDescriptor(int processId, int descriptor, out DescriptorTarget target)
    {
        target = default;
        byte* path = stackalloc byte[ProcPath.MaxLength];
        byte* link = stackalloc byte[MaxLink];
        ProcPath.OfDescriptor(path, processId, descriptor);
        nint length = Interop.Readlinkat(_proc, path, link, MaxLink);
        if (length < 0)
            return Interop.LastErrno;
        (DescriptorKind kind, ulong inode) = DescriptorLink.Parse(new ReadOnlySpan<byte>(link, (int)length));
        NamespaceId id = default;
        if (kind == DescriptorKind.Namespace)
        {
            Errno errno = ReadStatus(path, out id);
            if (errno != Errno.None)
                return errno;
            if (id.Inode != inode)
                return Errno.ENOENT; // closed, and the number taken by another file
        }

        target = new DescriptorTarget(kind, id, kind == DescriptorKind.Socket ? inode : 0);
        return Errno.None;
    }

    public Errno ReadSocketNamespace(int processId, int descriptor, out NamespaceId id)
    {
        Errno errno = _sockets.OpenNamespace(processId, descriptor, out int fd);
        id = default;
        if (errno != Errno.None)
            return errno;
        errno = ReadStatus(fd, out id);
        _ = Interop.Close(fd);
        return errno;
    }

    public string? ReadCommand(int processId)
    {
        byte* path = stackalloc byte[ProcPath.MaxLength];
        if (ProcFile.ReadAll(_proc, ProcPath.OfThread(path, processId, processId, "/comm"u8), out byte[] text) != Errno.None)
            return null;
        // The name may hold anything, a newline too; the last one is the file's.
        int length = text.Length > 0 && text[^1] == (byte)'\n' ? text.Length - 1 : text.Length;
        return Encoding.UTF8.GetString(text, 0, length);
    }

    private Errno ReadNumbers(byte* path, List<int> numbers, long most = long.MaxValue)
    {
        numbers.Clear();
        int fd = Interop.Openat(_proc, path, Interop.O_RDONLY | Interop.O_CLOEXEC | Interop.O_DIRECTORY, 0);
        if (fd < 0)
            return Interop.LastErrno;
        _entries.Reset();
        while (numbers.Count < most && _entries.TryNext(fd, out int number, out _))
            numbers.Add(number);
        _ = Interop.Close(fd);
        return _entries.Errno;
    }

    private Errno ReadStatus(byte* path, out NamespaceId id) => ReadStatus(_proc, path, Interop.AT_STATX_DONT_SYNC, out id);

    private static Errno ReadStatus(int fd, out NamespaceId id)
    {
        byte empty = 0;
        return ReadStatus(fd, &empty, Interop.AT_EMPTY_PATH, out id);
    }

    private static Errno ReadStatus(int directory, byte* path, int flags, out NamespaceId id)
    {
        Interop.StatxBuffer status;
        if (Interop.Statx(directory, path, flags, Interop.STATX_INO, &status) != 0)
        {
            id = default;
            return Interop.LastErrno;
        }

        id = new NamespaceId(null, status.Device, status.Inode);
        return Errno.None;
    }

    private int ReadOwnProcessId()
    {
        byte* link = stackalloc byte[MaxLink];
        fixed (byte* self = "self\0"u8)
        {
            nint length = Interop.Readlinkat(_proc, self, link, MaxLink);
            return length > 0 && NumericEntries.TryParse(new ReadOnlySpan<byte>(link, (int)length), out int processId, out _) ? processId : -1;
        }
    }
}
