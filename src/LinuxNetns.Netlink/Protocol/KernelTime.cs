namespace LinuxNetns.Netlink;

/// <summary>Durations in the kernel's units.</summary>
internal static class KernelTime
{
    /// <summary>USER_HZ is 100 everywhere that .NET runs.</summary>
    private const long TicksPerCentisecond = TimeSpan.TicksPerMillisecond * 10;

    internal static TimeSpan FromCentiseconds(ulong value) => new((long)Math.Min(value, long.MaxValue / TicksPerCentisecond) * TicksPerCentisecond);

    /// <summary>A lifetime in seconds, of which the largest number is for ever.</summary>
    internal static TimeSpan Lifetime(uint seconds) => seconds == uint.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);

    internal static uint? Centiseconds32(TimeSpan? value, string name) => (uint?)Whole(value, TicksPerCentisecond, uint.MaxValue, name);

    internal static ulong? Centiseconds64(TimeSpan? value, string name) => (ulong?)Whole(value, TicksPerCentisecond, long.MaxValue, name);

    internal static uint? Milliseconds(TimeSpan? value, string name) => (uint?)Whole(value, TimeSpan.TicksPerMillisecond, uint.MaxValue, name);

    internal static ulong? Milliseconds64(TimeSpan? value, string name) => (ulong?)Whole(value, TimeSpan.TicksPerMillisecond, long.MaxValue, name);

    internal static uint? Seconds(TimeSpan? value, string name) => (uint?)Whole(value, TimeSpan.TicksPerSecond, uint.MaxValue, name);

    private static long? Whole(TimeSpan? value, long unit, long limit, string name)
    {
        if (value is not TimeSpan there)
        {
            return null;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(there.Ticks, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(there.Ticks / unit, limit, name);
        return there.Ticks / unit;
    }
}
