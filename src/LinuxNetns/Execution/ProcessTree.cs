using System.Globalization;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Ends a child and everything it started.</summary>
/// <remarks>
/// Descendants are known by their parents, by the process group that the child leads, and by its mount namespace, which a daemon keeps when it leaves both.
/// Each is stopped when it is found, so that it starts no more, and all are killed when a search finds nobody new. A process that is stopped by a pending
/// signal cannot complete a fork (kernel/fork.c: copy_process).
/// </remarks>
internal sealed class ProcessTree
{
    private const int PatienceMilliseconds = 2000;

    private readonly int _root;
    private readonly bool _rootIsOurs;
    private readonly bool _ownGroup;
    private readonly string? _mountNamespace;
    private readonly Dictionary<int, SafeFileHandle> _found = [];

    /// <param name="root">The child.</param>
    /// <param name="rootIsOurs">Whether it has not been reaped yet, so that its number and that of its group are still its own.</param>
    /// <param name="ownGroup">Whether it leads a process group.</param>
    /// <param name="mountNamespace">The text of its <c>ns/mnt</c> link, if it has a mount namespace of its own.</param>
    private ProcessTree(int root, bool rootIsOurs, bool ownGroup, string? mountNamespace)
    {
        _root = root;
        _rootIsOurs = rootIsOurs;
        _ownGroup = ownGroup;
        _mountNamespace = mountNamespace;
    }

    internal static void Kill(int root, bool rootIsOurs, bool ownGroup, string? mountNamespace)
    {
        var tree = new ProcessTree(root, rootIsOurs, ownGroup, mountNamespace);
        try
        {
            try
            {
                tree.Freeze();
            }
            finally
            {
                tree.Kill(); // what was stopped must not stay so
            }
        }
        finally
        {
            foreach (SafeFileHandle pidfd in tree._found.Values)
                pidfd.Dispose();
        }
    }

    private void Freeze()
    {
        if (_rootIsOurs)
            Take(_root);
        while (true)
        {
            bool more = false;
            foreach (string directory in Directory.EnumerateDirectories("/proc"))
            {
                if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && IsNew(id))
                    more |= Take(id);
            }

            if (!more)
                return;
        }
    }

    private void Kill()
    {
        foreach (SafeFileHandle pidfd in _found.Values)
            _ = ChildPidfd.Signal(pidfd, Interop.SIGKILL);
        // Not reaped, so the number is its own; there may have been no descriptor left for a pidfd.
        if (_rootIsOurs)
            _ = Interop.Kill(_root, Interop.SIGKILL);
        // Whoever /proc does not show to us.
        if (_ownGroup && _rootIsOurs)
            _ = Interop.Kill(-_root, Interop.SIGKILL);
        long end = Environment.TickCount64 + PatienceMilliseconds;
        foreach (SafeFileHandle pidfd in _found.Values)
            _ = ChildPidfd.WaitForEnd(pidfd, (int)Math.Max(0, end - Environment.TickCount64));
    }

    private bool IsNew(int id) => id != Environment.ProcessId && !_found.ContainsKey(id) && Belongs(id);

    private bool Belongs(int id)
    {
        if (ProcessStat.TryRead(id) is not ProcessStat stat || stat.HasEnded)
            return false;
        return _found.ContainsKey(stat.ParentId)
            || (_ownGroup && _rootIsOurs && stat.GroupId == _root)
            || (_mountNamespace is not null && LinkOf(id) == _mountNamespace);
    }

    /// <summary>Stops a process; false if it is gone, or not ours to stop.</summary>
    private bool Take(int id)
    {
        SafeFileHandle? pidfd = ChildPidfd.TryOpen(id);
        if (pidfd is null)
            return false;
        // Seen again through the open pidfd, it is the same process.
        if ((id == _root && _rootIsOurs || Belongs(id)) && ChildPidfd.Signal(pidfd, Interop.SIGSTOP) is Errno.None)
        {
            _found.Add(id, pidfd);
            return true;
        }

        pidfd.Dispose();
        return false;
    }

    private static string? LinkOf(int id)
    {
        try
        {
            return new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/ns/mnt")).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
