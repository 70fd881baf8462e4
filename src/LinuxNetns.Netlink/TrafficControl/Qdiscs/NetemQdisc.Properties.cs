namespace LinuxNetns.Netlink;

/// <content>What it does to packets.</content>
public sealed partial record NetemQdisc
{
    private readonly TimeSpan? _delay;
    private readonly TimeSpan? _jitter;
    private readonly long? _rate;
    private readonly double? _delayCorrelation;
    private readonly double? _loss;
    private readonly double? _lossCorrelation;
    private readonly double? _duplicate;
    private readonly double? _duplicateCorrelation;
    private readonly double? _corrupt;
    private readonly double? _corruptCorrelation;
    private readonly double? _reorder;
    private readonly double? _reorderCorrelation;

    /// <summary>Packets that may wait; null: 1000. More are dropped: a long delay at a high rate needs more.</summary>
    public uint? Limit { get; init; }

    /// <summary>How long each packet is held (TCA_NETEM_LATENCY64).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? Delay
    {
        get => _delay;
        init => _delay = TrafficTime.Check(value, nameof(Delay));
    }

    /// <summary>By how much the delay varies, more or less (TCA_NETEM_JITTER64). Packets may overtake each other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? Jitter
    {
        get => _jitter;
        init => _jitter = TrafficTime.Check(value, nameof(Jitter));
    }

    /// <summary>How much a packet's delay takes after the one before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? DelayCorrelationPercent
    {
        get => _delayCorrelation;
        init => _delayCorrelation = Percentage.Check(value, nameof(DelayCorrelationPercent));
    }

    /// <summary>How the delay is spread; null: evenly. Needs <see cref="Jitter"/>. Never read back.</summary>
    public NetemDistribution? Distribution { get; init; }

    /// <summary>How likely a packet is lost, each by itself (<c>loss random</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? LossPercent
    {
        get => _loss;
        init => _loss = Percentage.Check(value, nameof(LossPercent));
    }

    /// <summary>How much a packet's fate takes after the one before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? LossCorrelationPercent
    {
        get => _lossCorrelation;
        init => _lossCorrelation = Percentage.Check(value, nameof(LossCorrelationPercent));
    }

    /// <summary>Loss that comes in bursts (TCA_NETEM_LOSS), instead of <see cref="LossPercent"/>.</summary>
    public NetemLossModel? LossModel { get; init; }

    /// <summary>Packets that would be lost are marked where they allow it (TCA_NETEM_ECN).</summary>
    public bool? Ecn { get; init; }

    /// <summary>How likely a packet is sent twice.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? DuplicatePercent
    {
        get => _duplicate;
        init => _duplicate = Percentage.Check(value, nameof(DuplicatePercent));
    }

    /// <summary>How much that takes after the packet before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? DuplicateCorrelationPercent
    {
        get => _duplicateCorrelation;
        init => _duplicateCorrelation = Percentage.Check(value, nameof(DuplicateCorrelationPercent));
    }

    /// <summary>How likely one bit of a packet is turned over (TCA_NETEM_CORRUPT).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? CorruptPercent
    {
        get => _corrupt;
        init => _corrupt = Percentage.Check(value, nameof(CorruptPercent));
    }

    /// <summary>How much that takes after the packet before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? CorruptCorrelationPercent
    {
        get => _corruptCorrelation;
        init => _corruptCorrelation = Percentage.Check(value, nameof(CorruptCorrelationPercent));
    }

    /// <summary>How likely a packet goes at once while the others wait for <see cref="Delay"/> (TCA_NETEM_REORDER).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? ReorderPercent
    {
        get => _reorder;
        init => _reorder = Percentage.Check(value, nameof(ReorderPercent));
    }

    /// <summary>How much that takes after the packet before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0 to 100.</exception>
    public double? ReorderCorrelationPercent
    {
        get => _reorderCorrelation;
        init => _reorderCorrelation = Percentage.Check(value, nameof(ReorderCorrelationPercent));
    }

    /// <summary>Only every so-many-th packet can be reordered; null: every one, where there is <see cref="ReorderPercent"/>.</summary>
    public uint? Gap { get; init; }

    /// <summary>The most bits a second (TCA_NETEM_RATE64). The kernel counts whole bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 8.</exception>
    public long? Rate
    {
        get => _rate;
        init => _rate = TrafficRate.Check(value, nameof(Rate));
    }

    /// <summary>Bytes that each packet counts more, or less.</summary>
    public int? PacketOverhead { get; init; }

    /// <summary>Bytes of payload of a cell, where packets are cut into cells; null: they are not.</summary>
    public uint? CellSize { get; init; }

    /// <summary>Bytes that each cell counts more, or less.</summary>
    public int? CellOverhead { get; init; }

    /// <summary>Packets go in slots (TCA_NETEM_SLOT).</summary>
    public NetemSlot? Slot { get; init; }

    /// <summary>Where the random numbers start (TCA_NETEM_PRNG_SEED, Linux 6.6); null: the kernel chooses.</summary>
    public ulong? Seed { get; init; }
}
