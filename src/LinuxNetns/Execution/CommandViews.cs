using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>The mount namespaces that commands share: <see cref="ExecOptions.ShareView"/>.</summary>
internal sealed unsafe class CommandViews : IDisposable
{
    private readonly object _gate = new();
    private readonly Dictionary<string, CommandView> _views = new(StringComparer.Ordinal);
    private bool _disposed;

    /// <summary>Whether a mount namespace can be entered without leaving a chroot(2): setns(2) goes to its root.</summary>
    internal static bool AreUsable
    {
        get
        {
            Interop.StatxBuffer status;
            return Interop.Statx(Interop.AT_FDCWD, "/", 0, Interop.STATX_INO, &status) == 0 && (status.Attributes & Interop.STATX_ATTR_MOUNT_ROOT) != 0;
        }
    }

    /// <summary>Null where it has been deleted.</summary>
    internal static string? CurrentDirectory
    {
        get
        {
            try
            {
                return Directory.GetCurrentDirectory();
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    /// <summary>The view that was made for the same options; null if there is none yet.</summary>
    internal CommandView? Find(string key)
    {
        lock (_gate)
            return _views.GetValueOrDefault(key);
    }

    /// <summary>Keeps it for those to come, unless there is one already.</summary>
    internal void Keep(string key, CommandView view)
    {
        lock (_gate)
        {
            if (_disposed || !_views.TryAdd(key, view))
                view.Mounts.Dispose();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (CommandView view in _views.Values)
                view.Mounts.Dispose();
            _views.Clear();
        }
    }
}
