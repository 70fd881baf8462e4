using System.Globalization;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Tells whether a /proc is that of this process's own PID namespace: only then does the kernel number processes as it does when it is asked without /proc.</summary>
internal sealed unsafe class ProcessTable(string directory)
{
    private const string Default = "/proc";

    private readonly object _gate = new();
    private ulong? _device;
    private bool _own;

    /// <summary>Why the kernel cannot be asked in its place; null if it can. One look at the directory, once the file system that is there is known.</summary>
    internal FinderRefusal? Foreign()
    {
        Interop.StatxBuffer status;
        if (Interop.Statx(Interop.AT_FDCWD, directory, 0, Interop.STATX_INO, &status) != 0)
        {
            // A default that is not there (a chroot, an unmounted /proc, which leaves a directory) names no other table than one's own.
            Errno errno = Interop.LastErrno;
            return directory == Default ? null : new FinderRefusal(errno, $"statx \"{directory}\"", null);
        }

        lock (_gate)
        {
            if (_device != status.Device)
            {
                _own = IsOwn() || (directory == Default && !IsProcessTable());
                _device = status.Device;
            }

            return _own ? null : new FinderRefusal(Errno.None, $"\"{directory}\"", "it is not the process table of this process's PID namespace");
        }
    }

    /// <summary>How many processes there are, which the link count of /proc tells (proc_root_getattr in fs/proc/root.c); unlimited if it is not the own one.</summary>
    internal uint CountOwn()
    {
        Interop.StatxBuffer status;
        return Foreign() is null && Interop.Statx(Interop.AT_FDCWD, directory, 0, Interop.STATX_NLINK, &status) == 0 ? status.LinkCount : uint.MaxValue;
    }

    /// <summary>Whether the namespace of process 1 may be read: it is the likeliest of all to be kept from others.</summary>
    internal bool ShowsFirst()
    {
        Interop.StatxBuffer status;
        return Interop.Statx(Interop.AT_FDCWD, $"{directory}/1/ns/net", Interop.AT_STATX_DONT_SYNC, Interop.STATX_INO, &status) == 0;
    }

    private bool IsProcessTable()
    {
        using var place = new SafeFileHandle(Interop.Open(directory, Interop.O_PATH | Interop.O_CLOEXEC, 0), ownsHandle: true);
        byte* status = stackalloc byte[256];
        return Interop.Fstatfs((int)place.DangerousGetHandle(), status) != 0 || (uint)*(nint*)status == Interop.PROC_SUPER_MAGIC;
    }

    /// <summary>The last of the numbers in <c>NSpid</c> (proc_pid_status(5)) is the process's own; in a table of its own it is the only one.</summary>
    private bool IsOwn()
    {
        try
        {
            foreach (string line in File.ReadLines($"{directory}/self/status"))
            {
                if (line.StartsWith("NSpid:", StringComparison.Ordinal))
                    return int.TryParse(line.AsSpan("NSpid:".Length).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id == Environment.ProcessId;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No /proc, or not one that knows this process.
        }

        return false;
    }
}
