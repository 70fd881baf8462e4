namespace LinuxNetns;

/// <summary>A struct inotify_event (inotify(7)).</summary>
/// <param name="Watch">The watch; -1 for an overflow.</param>
/// <param name="Mask">What happened: IN_*.</param>
/// <param name="Name">The name within the directory; null for the directory itself.</param>
internal readonly record struct InotifyEvent(int Watch, uint Mask, string? Name)
{
    internal bool IsOverflow => (Mask & Interop.IN_Q_OVERFLOW) != 0;

    /// <summary>The kernel has dropped the watch: its directory is gone or unmounted.</summary>
    internal bool IsWatchGone => (Mask & Interop.IN_IGNORED) != 0;

    internal bool IsNameNew => Name is not null && (Mask & (Interop.IN_CREATE | Interop.IN_MOVED_TO)) != 0;

    internal bool IsNameGone => Name is not null && (Mask & (Interop.IN_DELETE | Interop.IN_MOVED_FROM)) != 0;
}
