namespace LinuxNetns.Netlink;

/// <summary>Fair queues with pacing, a flow for every socket (kind <c>fq</c>, man 8 tc-fq, TCA_FQ_* of linux/pkt_sched.h).</summary>
public sealed record FqQdisc : Qdisc
{
    private const int TCA_FQ_PLIMIT = 1;
    private const int TCA_FQ_FLOW_PLIMIT = 2;
    private const int TCA_FQ_QUANTUM = 3;
    private const int TCA_FQ_INITIAL_QUANTUM = 4;
    private const int TCA_FQ_RATE_ENABLE = 5;
    private const int TCA_FQ_FLOW_MAX_RATE = 7;
    private const int TCA_FQ_BUCKETS_LOG = 8;
    private const int TCA_FQ_FLOW_REFILL_DELAY = 9;
    private const int TCA_FQ_ORPHAN_MASK = 10;
    private const int TCA_FQ_LOW_RATE_THRESHOLD = 11;
    private const int TCA_FQ_CE_THRESHOLD = 12;
    private const int TCA_FQ_TIMER_SLACK = 13;
    private const int TCA_FQ_HORIZON = 14;
    private const int TCA_FQ_HORIZON_DROP = 15;

    /// <summary>"No limit", in bytes a second and in microseconds.</summary>
    private const uint Unlimited = uint.MaxValue;

    /// <summary>Describes a queueing discipline.</summary>
    /// <param name="device">The device.</param>
    public FqQdisc(LinkReference device) : base(device, "fq")
    {
    }

    internal FqQdisc(in TrafficRow row) : base(row)
    {
        AttributeReader attributes = row.Attributes;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case TCA_FQ_PLIMIT:
                    Limit = attribute.Read<uint>();
                    break;
                case TCA_FQ_FLOW_PLIMIT:
                    FlowLimit = attribute.Read<uint>();
                    break;
                case TCA_FQ_QUANTUM:
                    Quantum = attribute.Read<uint>();
                    break;
                case TCA_FQ_INITIAL_QUANTUM:
                    InitialQuantum = attribute.Read<uint>();
                    break;
                case TCA_FQ_RATE_ENABLE:
                    Pacing = attribute.Read<uint>() != 0;
                    break;
                case TCA_FQ_FLOW_MAX_RATE when attribute.Read<uint>() is var rate and not Unlimited:
                    FlowMaximumRate = TrafficRate.FromKernel(rate);
                    break;
                case TCA_FQ_BUCKETS_LOG:
                    BucketsLog = attribute.Read<uint>();
                    break;
                case TCA_FQ_FLOW_REFILL_DELAY:
                    FlowRefillDelay = TrafficTime.FromMicroseconds(attribute.Read<uint>());
                    break;
                case TCA_FQ_ORPHAN_MASK:
                    OrphanMask = attribute.Read<uint>();
                    break;
                case TCA_FQ_LOW_RATE_THRESHOLD:
                    LowRateThreshold = attribute.Read<uint>() * 8L;
                    break;
                case TCA_FQ_CE_THRESHOLD when attribute.Read<uint>() is var threshold and not Unlimited:
                    CeThreshold = TrafficTime.FromMicroseconds(threshold);
                    break;
                case TCA_FQ_TIMER_SLACK:
                    TimerSlack = TrafficTime.FromNanoseconds(attribute.Read<uint>());
                    break;
                case TCA_FQ_HORIZON:
                    Horizon = TrafficTime.FromMicroseconds(attribute.Read<uint>());
                    break;
                case TCA_FQ_HORIZON_DROP:
                    HorizonDrop = attribute.ReadBool();
                    break;
            }
        }
    }

    /// <summary>Packets that may wait (TCA_FQ_PLIMIT); null: 10000.</summary>
    public uint? Limit { get; init; }

    /// <summary>Packets of one flow that may wait (TCA_FQ_FLOW_PLIMIT); null: 100.</summary>
    public uint? FlowLimit { get; init; }

    /// <summary>Bytes that a flow may send in its turn (TCA_FQ_QUANTUM); null: two MTUs.</summary>
    public uint? Quantum { get; init; }

    /// <summary>Bytes that a new flow may send at once (TCA_FQ_INITIAL_QUANTUM); null: ten MTUs.</summary>
    public uint? InitialQuantum { get; init; }

    /// <summary>Flows are paced (TCA_FQ_RATE_ENABLE); null: yes.</summary>
    public bool? Pacing { get; init; }

    /// <summary>The most bits a second that a flow may send (TCA_FQ_FLOW_MAX_RATE); null: any.</summary>
    public long? FlowMaximumRate { get; init; }

    /// <summary>The logarithm to base 2 of the number of hash buckets (TCA_FQ_BUCKETS_LOG); null: 10. <c>tc</c> takes the number itself.</summary>
    public uint? BucketsLog { get; init; }

    /// <summary>An idle flow gets its quantum back after this (TCA_FQ_FLOW_REFILL_DELAY); null: 40 ms.</summary>
    public TimeSpan? FlowRefillDelay { get; init; }

    /// <summary>Packets without a socket are spread over so many flows, less one (TCA_FQ_ORPHAN_MASK); null: 1023.</summary>
    public uint? OrphanMask { get; init; }

    /// <summary>Flows below so many bits a second are paced packet by packet (TCA_FQ_LOW_RATE_THRESHOLD); null: 550 kbit/s.</summary>
    public long? LowRateThreshold { get; init; }

    /// <summary>What waited longer is marked (TCA_FQ_CE_THRESHOLD); null: nothing.</summary>
    public TimeSpan? CeThreshold { get; init; }

    /// <summary>By how much a timer may be late (TCA_FQ_TIMER_SLACK); null: 10 µs.</summary>
    public TimeSpan? TimerSlack { get; init; }

    /// <summary>How far in the future a packet's time may be (TCA_FQ_HORIZON); null: 10 s.</summary>
    public TimeSpan? Horizon { get; init; }

    /// <summary>What is beyond <see cref="Horizon"/> is dropped, rather than sent at it (TCA_FQ_HORIZON_DROP); null: yes.</summary>
    public bool? HorizonDrop { get; init; }

    private protected override void Check(Verb verb)
    {
        TrafficRate.Check(FlowMaximumRate, nameof(FlowMaximumRate));
        if (FlowMaximumRate / 8 >= Unlimited || LowRateThreshold is < 0 || LowRateThreshold / 8 > Unlimited)
        {
            throw Invalid.Property(nameof(FlowMaximumRate), "A rate of fq is below 2³⁵ bits a second.");
        }

        if (TimerSlack is { } slack && (slack < TimeSpan.Zero || slack.TotalNanoseconds > uint.MaxValue))
        {
            throw Invalid.Range(nameof(TimerSlack), TimerSlack, "It is from 0 to 4.29 seconds.");
        }
    }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        int nest = request.BeginNested(TrafficAttribute.TCA_OPTIONS);
        request.Attribute(TCA_FQ_PLIMIT, Limit);
        request.Attribute(TCA_FQ_FLOW_PLIMIT, FlowLimit);
        request.Attribute(TCA_FQ_QUANTUM, Quantum);
        request.Attribute(TCA_FQ_INITIAL_QUANTUM, InitialQuantum);
        request.Attribute(TCA_FQ_RATE_ENABLE, Pacing.ToUInt32(), nameof(Pacing));
        request.Attribute(TCA_FQ_FLOW_MAX_RATE, (uint?)(FlowMaximumRate / 8), nameof(FlowMaximumRate));
        request.Attribute(TCA_FQ_BUCKETS_LOG, BucketsLog);
        request.Attribute(TCA_FQ_FLOW_REFILL_DELAY, TrafficTime.Microseconds(FlowRefillDelay, nameof(FlowRefillDelay)), nameof(FlowRefillDelay));
        request.Attribute(TCA_FQ_ORPHAN_MASK, OrphanMask);
        request.Attribute(TCA_FQ_LOW_RATE_THRESHOLD, (uint?)(LowRateThreshold / 8), nameof(LowRateThreshold));
        request.Attribute(TCA_FQ_CE_THRESHOLD, TrafficTime.Microseconds(CeThreshold, nameof(CeThreshold)), nameof(CeThreshold));
        request.Attribute(TCA_FQ_TIMER_SLACK, TimerSlack is { } slack ? (uint)TrafficTime.Nanoseconds(slack) : default(uint?), nameof(TimerSlack));
        request.Attribute(TCA_FQ_HORIZON, TrafficTime.Microseconds(Horizon, nameof(Horizon)), nameof(Horizon));
        request.Attribute(TCA_FQ_HORIZON_DROP, HorizonDrop);
        request.EndNestedUnlessEmpty(nest);
    }
}
