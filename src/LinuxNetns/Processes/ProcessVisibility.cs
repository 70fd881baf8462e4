namespace LinuxNetns;

/// <summary>Tells whether a /proc leaves out processes that this one may not trace: its mount option hidepid (proc(5)).</summary>
internal sealed unsafe class ProcessVisibility(string directory)
{
    private readonly object _gate = new();
    private (long Generation, ulong Device)? _known;
    private bool _hiding;

    /// <summary>Asked of the mount table, which is read again only when it has changed. What cannot be known counts as hidden.</summary>
    internal bool IsHiding()
    {
        Interop.StatxBuffer status;
        if (Interop.Statx(Interop.AT_FDCWD, directory, 0, Interop.STATX_INO, &status) != 0)
            return true;
        try
        {
            lock (_gate)
            {
                (long, ulong) now = (MountTable.Generation(), status.Device);
                if (_known != now)
                {
                    _hiding = !MaySeeAll() && MountInfo.Read().Any(mount => mount.Device == now.Item2 && Hides(mount.ProcOptions));
                    _known = now;
                }

                return _hiding;
            }
        }
        catch (Exception e) when (e is NetworkNamespaceException or IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary><c>invisible</c> or 2, <c>ptraceable</c> or 4. With <c>noaccess</c> or 1 processes are listed, and counted as denied.</summary>
    internal static bool Hides(string options) =>
        options.Split(',').Any(static option => option is "hidepid=2" or "hidepid=invisible" or "hidepid=4" or "hidepid=ptraceable");

    private static bool MaySeeAll() => UserNamespace.Has(Capability.SysPtrace) && !UserNamespace.IsNested();
}
