using System.Globalization;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The real system.</summary>
internal sealed class RegistryKernel : IRegistryKernel
{
    internal static RegistryKernel Instance { get; } = new();

    public Errno MakeDirectory(string path) => Result(Interop.Mkdir(path, 0x1ed));

    public Errno OpenDirectory(string path, out SafeFileHandle? directory)
    {
        int fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_DIRECTORY | Interop.O_CLOEXEC, 0);
        directory = fd < 0 ? null : new SafeFileHandle(fd, ownsHandle: true);
        return Result(fd);
    }

    public Errno Lock(SafeFileHandle directory)
    {
        Errno errno;
        do
        {
            errno = Result(Interop.Flock(directory, Interop.LOCK_EX));
        }
        while (errno == Errno.EINTR);
        return errno;
    }

    public Errno Mount(string source, string target, nuint flags) => Result(Interop.Mount(source, target, "none", flags, 0));

    public Errno CreatePlaceholder(string path)
    {
        int fd = Interop.Open(path, Interop.O_RDONLY | Interop.O_CREAT | Interop.O_EXCL | Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return Interop.LastErrno;
        _ = Interop.Close(fd);
        return Errno.None;
    }

    public Errno CreateNamespaces(SafeFileHandle?[] handles, out RawStep failedStep) => NamespaceWindow.CreateNamespaces(handles, out failedStep);

    public Errno BindNamespace(SafeHandle handle, string path)
    {
        bool added = false;
        try
        {
            handle.DangerousAddRef(ref added);
            string source = string.Create(CultureInfo.InvariantCulture, $"/proc/thread-self/fd/{handle.DangerousGetHandle()}");
            return Mount(source, path, Interop.MS_BIND);
        }
        finally
        {
            if (added)
                handle.DangerousRelease();
        }
    }

    public Errno Unmount(string path) => Result(Interop.Umount2(path, Interop.MNT_DETACH | Interop.UMOUNT_NOFOLLOW));

    public Errno Unlink(string path) => Result(Interop.Unlink(path));

    private static Errno Result(int value) => value < 0 ? Interop.LastErrno : Errno.None;
}
