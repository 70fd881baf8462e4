namespace LinuxNetns.Netlink;

/// <summary>
/// The time to list again what may have been listed wrong. Where the table never rests long enough for a list, the pauses double, so that the lists take
/// an ever smaller part of the time.
/// </summary>
internal struct ListDoubt(TimeProvider clock)
{
    private static readonly TimeSpan s_first = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    private TimeSpan? _pause;
    private long _since;

    /// <summary>How long until then; null where there is no doubt.</summary>
    internal readonly TimeSpan? Remaining =>
        _pause is not { } pause ? null : clock.GetElapsedTime(_since) is var elapsed && elapsed < pause ? pause - elapsed : TimeSpan.Zero;

    /// <summary>Something happened while a list was made.</summary>
    internal void Arise()
    {
        _pause = _pause is { } last ? TimeSpan.FromTicks(Math.Min(2 * last.Ticks, s_longest.Ticks)) : s_first;
        _since = clock.GetTimestamp();
    }

    /// <summary>Nothing did.</summary>
    internal void End() => _pause = null;
}
