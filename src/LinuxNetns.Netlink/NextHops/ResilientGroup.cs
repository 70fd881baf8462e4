namespace LinuxNetns.Netlink;

/// <summary>
/// A group that moves as few flows as possible when it changes: flows hash to buckets, and a bucket goes to another next hop only when it is idle
/// (<c>type resilient</c>, NHA_RES_GROUP; Linux 5.13). Null: not said.
/// </summary>
public sealed record ResilientGroup
{
    /// <summary>How many buckets (NHA_RES_GROUP_BUCKETS).</summary>
    public ushort? Buckets { get; init; }

    /// <summary>How long a bucket is without traffic before it counts as idle, in hundredths of a second (NHA_RES_GROUP_IDLE_TIMER).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or over 497 days.</exception>
    public TimeSpan? IdleTimer
    {
        get;
        init => field = Check(value, nameof(IdleTimer));
    }

    /// <summary>How long the group may be out of balance before buckets move in spite of traffic; zero: for ever (NHA_RES_GROUP_UNBALANCED_TIMER).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or over 497 days.</exception>
    public TimeSpan? UnbalancedTimer
    {
        get;
        init => field = Check(value, nameof(UnbalancedTimer));
    }

    /// <summary>How long it has been out of balance (NHA_RES_GROUP_UNBALANCED_TIME).</summary>
    public TimeSpan? UnbalancedTime { get; internal init; }

    private static TimeSpan? Check(TimeSpan? value, string property) => value is TimeSpan time && (time < TimeSpan.Zero || time.TotalMilliseconds / 10 > uint.MaxValue)
        ? throw Invalid.Range(property, value, "A timer is from zero to 4294967295 hundredths of a second.")
        : value;
}
