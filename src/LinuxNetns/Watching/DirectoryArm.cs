using LinuxNetns.Netlink;

namespace LinuxNetns;

/// <summary>Keeps a watch on a directory, or on the nearest one above it that exists.</summary>
internal sealed class DirectoryArm(string path, SharedWatches watches)
{
    private readonly string _path = path.Length > 1 ? path.TrimEnd('/') : path;
    private int _watch = -1;

    /// <summary>Whether the watch is on the directory itself.</summary>
    internal bool IsAtDirectory { get; private set; }

    internal bool Owns(int watch) => watch == _watch;

    internal void Disarm()
    {
        watches.Release(_watch);
        _watch = -1;
    }

    /// <summary>Done before every look: the directory may be another one by now (made again, or mounted over), and watching the same one again costs one call.</summary>
    /// <exception cref="NetworkNamespaceException">It may not be read, or there are too many watches.</exception>
    internal void Arm()
    {
        while (true)
        {
            string at = _path;
            string? below = null;
            Errno errno = watches.Find(at, out int watch);
            while (errno is Errno.ENOENT or Errno.ENOTDIR && Path.GetDirectoryName(at) is { } parent)
            {
                below = at;
                at = parent;
                errno = watches.Find(at, out watch);
            }

            if (errno != Errno.None)
            {
                throw errno == Errno.ENOSPC
                    ? Interop.Error(NamespaceError.LimitReached, errno, "inotify_add_watch", at, "raise fs.inotify.max_user_watches")
                    : Interop.Error(errno, "inotify_add_watch", at);
            }

            if (watch != _watch)
            {
                watches.Hold(watch);
                Disarm();
                _watch = watch;
            }

            IsAtDirectory = below is null;
            // It may have been made just before the watch above it was armed.
            if (below is null || !Directory.Exists(below))
                return;
        }
    }
}
