namespace LinuxNetns.Netlink;

/// <summary>
/// Packets are gathered and let go in slots, as on a medium that is shared (<c>slot</c>, man 8 tc-netem, struct tc_netem_slot): the time between
/// slots is even between <see cref="MinimumDelay"/> and <see cref="MaximumDelay"/>, or spread by <see cref="Distribution"/>.
/// </summary>
public sealed record NetemSlot
{
    private readonly TimeSpan? _minimumDelay;
    private readonly TimeSpan? _maximumDelay;
    private readonly TimeSpan? _delay;
    private readonly TimeSpan? _jitter;

    /// <summary>Describes slots.</summary>
    public NetemSlot()
    {
    }

    internal NetemSlot(in NetemSlotOptions options)
    {
        _minimumDelay = Reported(options.MinimumDelay);
        _maximumDelay = Reported(options.MaximumDelay);
        // sch_netem.c keeps "no limit" as INT_MAX and tells 0.
        MaximumPackets = options.MaximumPackets is 0 or int.MaxValue ? null : options.MaximumPackets;
        MaximumBytes = options.MaximumBytes is 0 or int.MaxValue ? null : options.MaximumBytes;
        _delay = Reported(options.DistributionDelay);
        _jitter = Reported(options.DistributionJitter);
    }

    /// <summary>The shortest time between slots.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? MinimumDelay
    {
        get => _minimumDelay;
        init => _minimumDelay = TrafficTime.Check(value, nameof(MinimumDelay));
    }

    /// <summary>The longest time between slots; null: <see cref="MinimumDelay"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? MaximumDelay
    {
        get => _maximumDelay;
        init => _maximumDelay = TrafficTime.Check(value, nameof(MaximumDelay));
    }

    /// <summary>The mean time between slots, by <see cref="Distribution"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? DistributionDelay
    {
        get => _delay;
        init => _delay = TrafficTime.Check(value, nameof(DistributionDelay));
    }

    /// <summary>The spread around <see cref="DistributionDelay"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? DistributionJitter
    {
        get => _jitter;
        init => _jitter = TrafficTime.Check(value, nameof(DistributionJitter));
    }

    /// <summary>How the time between slots is spread (TCA_NETEM_SLOT_DIST). Never read back.</summary>
    public NetemDistribution? Distribution { get; init; }

    /// <summary>Packets that go in one slot; null: any number.</summary>
    public int? MaximumPackets { get; init; }

    /// <summary>Bytes that go in one slot; null: any number.</summary>
    public int? MaximumBytes { get; init; }

    internal NetemSlotOptions ToKernel() => new()
    {
        MinimumDelay = TrafficTime.Nanoseconds(MinimumDelay ?? default),
        MaximumDelay = TrafficTime.Nanoseconds(MaximumDelay ?? MinimumDelay ?? default),
        MaximumPackets = MaximumPackets ?? 0,
        MaximumBytes = MaximumBytes ?? 0,
        DistributionDelay = TrafficTime.Nanoseconds(DistributionDelay ?? default),
        DistributionJitter = TrafficTime.Nanoseconds(DistributionJitter ?? default),
    };

    private static TimeSpan? Reported(long nanoseconds) => nanoseconds == 0 ? default(TimeSpan?) : TrafficTime.FromNanoseconds(nanoseconds);
}
