namespace LinuxNetns.Netlink;

/// <summary>
/// The time to list again what may have been listed wrong. Where the table never rests long enough for a list, the pauses double, so that the lists take
/// an ever smaller part of the time.
/// </summary>
internal struct ListDoubt
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private TimeSpan? _pause;
    private long _due;

    /// <summary>How long until then; null where there is no doubt.</summary>
    internal readonly TimeSpan? Remaining =>
        _pause is null ? null : TimeSpan.FromMilliseconds(Math.Max(0, _due - Environment.TickCount64));

    /// <summary>Something happened while a list was made.</summary>
    internal void Arise()
    {
        _pause = _pause is { } last ? TimeSpan.FromTicks(Math.Min(2 * last.Ticks, s_longest.Ticks)) : s_first;
        _due = Environment.TickCount64 + (long)_pause.Value.TotalMilliseconds;
    }

    /// <summary>Nothing did.</summary>
    internal void End() => _pause = null;
}
