using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The directory itself: made, locked and made a shared mount in iproute2's steps and order (<c>netns_add</c> in ip/ipnetns.c), so that both can work on it at once.</summary>
internal sealed class RegistryDirectory(string path, IRegistryKernel kernel)
{
    internal string Path { get; } = path;

    internal string PathOf(string name) => System.IO.Path.Join(Path, name);

    /// <summary>Makes the directory a shared mount if it is not one. The lock only guards this; names are guarded by O_EXCL.</summary>
    internal void Prepare()
    {
        Make(Path);
        using SafeFileHandle? directory = Lock();
        Errno errno = kernel.Mount("", Path, Interop.MS_SHARED | Interop.MS_REC);
        if (errno == Errno.EINVAL)
        {
            // Not a mount point yet. Private before shared: otherwise it would join the peer group of its parent, and every name would be mounted twice.
            Check(kernel.Mount(Path, Path, Interop.MS_BIND | Interop.MS_REC), "mount --bind");
            errno = kernel.Mount("", Path, Interop.MS_PRIVATE | Interop.MS_REC);
            if (errno == Errno.None)
                errno = kernel.Mount("", Path, Interop.MS_SHARED | Interop.MS_REC);
            if (errno != Errno.None)
                _ = kernel.Unmount(Path);
        }

        Check(errno, "mount --make-shared");
    }

    /// <summary>Takes the lock that add, rename and replace take. Null where the directory cannot be opened for it: as in iproute2 that is no reason to fail.</summary>
    internal SafeFileHandle? Lock()
    {
        Errno errno = kernel.OpenDirectory(Path, out SafeFileHandle? directory);
        if (errno == Errno.ENOTDIR)
            throw Interop.Error(errno, "open", Path); // a file could be bound to itself all the same
        if (errno != Errno.None)
            return null;
        _ = kernel.Lock(directory!);
        return directory;
    }

    private void Make(string path)
    {
        Errno errno = kernel.MakeDirectory(path);
        if (errno == Errno.ENOENT && System.IO.Path.GetDirectoryName(path) is { Length: > 1 } parent)
        {
            Make(parent);
            errno = kernel.MakeDirectory(path);
        }

        if (errno != Errno.EEXIST)
            Check(errno, "mkdir");
    }

    private void Check(Errno errno, string operation)
    {
        if (errno != Errno.None)
            throw Interop.Error(errno, operation, Path);
    }
}
