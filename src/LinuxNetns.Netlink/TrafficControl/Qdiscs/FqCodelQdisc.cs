namespace LinuxNetns.Netlink;

/// <summary>Fair queues, each with controlled delay (kind <c>fq_codel</c>, man 8 tc-fq_codel, TCA_FQ_CODEL_* of linux/pkt_sched.h). It counts time in units of 1024 ns.</summary>
public sealed record FqCodelQdisc : Qdisc
{
    private const int TCA_FQ_CODEL_TARGET = 1;
    private const int TCA_FQ_CODEL_LIMIT = 2;
    private const int TCA_FQ_CODEL_INTERVAL = 3;
    private const int TCA_FQ_CODEL_ECN = 4;
    private const int TCA_FQ_CODEL_FLOWS = 5;
    private const int TCA_FQ_CODEL_QUANTUM = 6;
    private const int TCA_FQ_CODEL_CE_THRESHOLD = 7;
    private const int TCA_FQ_CODEL_DROP_BATCH_SIZE = 8;
    private const int TCA_FQ_CODEL_MEMORY_LIMIT = 9;
    private const int TCA_FQ_CODEL_CE_THRESHOLD_SELECTOR = 10;
    private const int TCA_FQ_CODEL_CE_THRESHOLD_MASK = 11;

    /// <summary>Describes a queueing discipline.</summary>
    /// <param name="device">The device.</param>
    public FqCodelQdisc(LinkReference device) : base(device, "fq_codel")
    {
    }

    internal FqCodelQdisc(in TrafficRow row) : base(row)
    {
        AttributeReader attributes = row.Attributes;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case TCA_FQ_CODEL_TARGET:
                    Target = TrafficTime.FromCodel(attribute.Read<uint>());
                    break;
                case TCA_FQ_CODEL_LIMIT:
                    Limit = attribute.Read<uint>();
                    break;
                case TCA_FQ_CODEL_INTERVAL:
                    Interval = TrafficTime.FromCodel(attribute.Read<uint>());
                    break;
                case TCA_FQ_CODEL_ECN:
                    Ecn = attribute.Read<uint>() != 0;
                    break;
                case TCA_FQ_CODEL_FLOWS:
                    Flows = attribute.Read<uint>();
                    break;
                case TCA_FQ_CODEL_QUANTUM:
                    Quantum = attribute.Read<uint>();
                    break;
                case TCA_FQ_CODEL_CE_THRESHOLD:
                    CeThreshold = TrafficTime.FromCodel(attribute.Read<uint>());
                    break;
                case TCA_FQ_CODEL_DROP_BATCH_SIZE:
                    DropBatchSize = attribute.Read<uint>();
                    break;
                case TCA_FQ_CODEL_MEMORY_LIMIT:
                    MemoryLimit = attribute.Read<uint>();
                    break;
                case TCA_FQ_CODEL_CE_THRESHOLD_SELECTOR:
                    CeThresholdSelector = attribute.Read<byte>();
                    break;
                case TCA_FQ_CODEL_CE_THRESHOLD_MASK:
                    CeThresholdMask = attribute.Read<byte>();
                    break;
            }
        }
    }

    /// <summary>The delay that is acceptable for long (TCA_FQ_CODEL_TARGET); null: 5 ms.</summary>
    public TimeSpan? Target { get; init; }

    /// <summary>Packets that may wait (TCA_FQ_CODEL_LIMIT); null: 10240.</summary>
    public uint? Limit { get; init; }

    /// <summary>Over how long the delay is measured (TCA_FQ_CODEL_INTERVAL); null: 100 ms.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>Packets are marked rather than dropped where they allow it (TCA_FQ_CODEL_ECN); null: yes.</summary>
    public bool? Ecn { get; init; }

    /// <summary>How many queues (TCA_FQ_CODEL_FLOWS); null: 1024. Cannot be changed later.</summary>
    public uint? Flows { get; init; }

    /// <summary>Bytes that a queue may send in its turn (TCA_FQ_CODEL_QUANTUM); null: the MTU.</summary>
    public uint? Quantum { get; init; }

    /// <summary>Everything that waited longer is marked (TCA_FQ_CODEL_CE_THRESHOLD); null: nothing because of this.</summary>
    public TimeSpan? CeThreshold { get; init; }

    /// <summary>Packets that are dropped at once when there are too many (TCA_FQ_CODEL_DROP_BATCH_SIZE); null: 64.</summary>
    public uint? DropBatchSize { get; init; }

    /// <summary>Bytes of memory for all queues (TCA_FQ_CODEL_MEMORY_LIMIT); null: 32 MiB.</summary>
    public uint? MemoryLimit { get; init; }

    /// <summary>Which traffic classes <see cref="CeThreshold"/> is for: the DS field under <see cref="CeThresholdMask"/> equals this (TCA_FQ_CODEL_CE_THRESHOLD_SELECTOR, Linux 5.15).</summary>
    public byte? CeThresholdSelector { get; init; }

    /// <summary>Goes with <see cref="CeThresholdSelector"/> (TCA_FQ_CODEL_CE_THRESHOLD_MASK).</summary>
    public byte? CeThresholdMask { get; init; }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        int nest = request.BeginNested(TrafficAttribute.TCA_OPTIONS);
        request.Attribute(TCA_FQ_CODEL_TARGET, TrafficTime.Microseconds(Target, nameof(Target)), nameof(Target));
        request.Attribute(TCA_FQ_CODEL_LIMIT, Limit);
        request.Attribute(TCA_FQ_CODEL_INTERVAL, TrafficTime.Microseconds(Interval, nameof(Interval)), nameof(Interval));
        request.Attribute(TCA_FQ_CODEL_ECN, Ecn.ToUInt32(), nameof(Ecn));
        request.Attribute(TCA_FQ_CODEL_FLOWS, Flows);
        request.Attribute(TCA_FQ_CODEL_QUANTUM, Quantum);
        request.Attribute(TCA_FQ_CODEL_CE_THRESHOLD, TrafficTime.Microseconds(CeThreshold, nameof(CeThreshold)), nameof(CeThreshold));
        request.Attribute(TCA_FQ_CODEL_DROP_BATCH_SIZE, DropBatchSize);
        request.Attribute(TCA_FQ_CODEL_MEMORY_LIMIT, MemoryLimit);
        request.Attribute(TCA_FQ_CODEL_CE_THRESHOLD_SELECTOR, CeThresholdSelector);
        request.Attribute(TCA_FQ_CODEL_CE_THRESHOLD_MASK, CeThresholdMask);
        request.EndNestedUnlessEmpty(nest);
    }
}
