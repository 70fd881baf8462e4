namespace LinuxNetns.Netlink;

/// <summary>Durations as the packet scheduler has them.</summary>
internal static class TrafficTime
{
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or longer than 63 bits of nanoseconds are, 292 years.</exception>
    internal static TimeSpan? Check(TimeSpan? value, string property) => value is null || value.Value.Ticks is >= 0 and <= long.MaxValue / TimeSpan.NanosecondsPerTick
        ? value : throw new ArgumentOutOfRangeException(property, value, "A duration is not negative, and not longer than the kernel can say.");

    internal static long Nanoseconds(TimeSpan value) => checked(value.Ticks * TimeSpan.NanosecondsPerTick);

    /// <summary>In whole microseconds, as most attributes have it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or more than 71 minutes.</exception>
    internal static uint? Microseconds(TimeSpan? value, string property) => value is not TimeSpan span ? null
        : span >= TimeSpan.Zero && span.TotalMicroseconds <= uint.MaxValue ? (uint)Math.Round(span.TotalMicroseconds)
        : throw new ArgumentOutOfRangeException(property, value, "It is negative, or longer than the kernel can say.");

    /// <summary>In ticks of 64 ns, as far as they reach.</summary>
    internal static uint Ticks(TimeSpan value) => (uint)Math.Min(Nanoseconds(value) / TrafficRate.TickNanoseconds, uint.MaxValue);

    internal static TimeSpan FromNanoseconds(long value) => TimeSpan.FromTicks(value / TimeSpan.NanosecondsPerTick);

    internal static TimeSpan FromMicroseconds(uint value) => TimeSpan.FromTicks(value * TimeSpan.TicksPerMicrosecond);

    /// <summary>
    /// What CoDel keeps, in units of 1024 ns (CODEL_SHIFT), and tells in whole microseconds: rounded down both times. A number that would not come
    /// back so is one less than what was written.
    /// </summary>
    internal static TimeSpan FromCodel(uint microseconds)
    {
        ulong kept = microseconds * 1000UL >> 10;
        return FromMicroseconds((kept << 10) / 1000 == microseconds ? microseconds : microseconds + 1);
    }
}
