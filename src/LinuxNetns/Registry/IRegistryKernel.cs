using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The steps by which a registry changes the system, one call each, so that a test can make each of them fail in turn.</summary>
internal interface IRegistryKernel
{
    /// <summary>mkdir(path, 0755)</summary>
    Errno MakeDirectory(string path);

    /// <summary>Opens a directory, to lock it.</summary>
    Errno OpenDirectory(string path, out SafeFileHandle? directory);

    /// <summary>flock(directory, LOCK_EX)</summary>
    Errno Lock(SafeFileHandle directory);

    /// <summary>mount(source, target, "none", flags)</summary>
    Errno Mount(string source, string target, nuint flags);

    /// <summary>open(path, O_CREAT | O_EXCL, 0), closed again.</summary>
    Errno CreatePlaceholder(string path);

    /// <summary>Fills the array with new namespaces, as yet without names; those before the one that failed are there.</summary>
    Errno CreateNamespaces(SafeFileHandle?[] handles, out RawStep failedStep);

    /// <summary>Binds an open namespace to the path.</summary>
    Errno BindNamespace(SafeHandle handle, string path);

    /// <summary>umount2(path, MNT_DETACH | UMOUNT_NOFOLLOW)</summary>
    Errno Unmount(string path);

    /// <summary>unlink(path)</summary>
    Errno Unlink(string path);
}
