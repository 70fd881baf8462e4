using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// A bad network: delays, loses, duplicates, damages, reorders and slows down what a device sends (kind <c>netem</c>, man 8 tc-netem, struct
/// tc_netem_qopt). Probabilities are in percent, from 0 to 100. A change says everything anew: what is null ends.
/// </summary>
/// <example><code>ns.Qdiscs.Replace(new NetemQdisc("eth0") { Delay = TimeSpan.FromMilliseconds(20), LossPercent = 1 });</code></example>
public sealed partial record NetemQdisc : Qdisc
{
    private const int TCA_NETEM_CORR = 1;
    private const int TCA_NETEM_DELAY_DIST = 2;
    private const int TCA_NETEM_REORDER = 3;
    private const int TCA_NETEM_CORRUPT = 4;
    private const int TCA_NETEM_LOSS = 5;
    private const int TCA_NETEM_RATE = 6;
    private const int TCA_NETEM_ECN = 7;
    private const int TCA_NETEM_RATE64 = 8;
    private const int TCA_NETEM_LATENCY64 = 10;
    private const int TCA_NETEM_JITTER64 = 11;
    private const int TCA_NETEM_SLOT = 12;
    private const int TCA_NETEM_SLOT_DIST = 13;
    private const int TCA_NETEM_PRNG_SEED = 14;

    /// <summary>What tc takes where nothing is said.</summary>
    private const uint DefaultLimit = 1000;

    /// <summary>Describes a bad network.</summary>
    /// <param name="device">The device.</param>
    public NetemQdisc(LinkReference device) : base(device, "netem")
    {
    }

    internal NetemQdisc(in TrafficRow row) : base(row)
    {
        NetemOptions options = row.Fixed<NetemOptions>(out AttributeReader attributes);
        long latency = (long)options.Latency * TrafficRate.TickNanoseconds;
        long jitter = (long)options.Jitter * TrafficRate.TickNanoseconds;
        Limit = options.Limit;
        LossPercent = Percentage.FromKernel(options.Loss);
        DuplicatePercent = Percentage.FromKernel(options.Duplicate);
        Gap = options.Gap == 0 ? null : options.Gap;
        ulong rate64 = 0;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case TCA_NETEM_CORR:
                    NetemCorrelation correlation = attribute.Read<NetemCorrelation>();
                    DelayCorrelationPercent = Percentage.FromKernel(correlation.Delay);
                    LossCorrelationPercent = Percentage.FromKernel(correlation.Loss);
                    DuplicateCorrelationPercent = Percentage.FromKernel(correlation.Duplicate);
                    break;
                case TCA_NETEM_REORDER:
                    NetemProbability reorder = attribute.Read<NetemProbability>();
                    ReorderPercent = Percentage.FromKernel(reorder.Probability);
                    ReorderCorrelationPercent = Percentage.FromKernel(reorder.Correlation);
                    break;
                case TCA_NETEM_CORRUPT:
                    NetemProbability corrupt = attribute.Read<NetemProbability>();
                    CorruptPercent = Percentage.FromKernel(corrupt.Probability);
                    CorruptCorrelationPercent = Percentage.FromKernel(corrupt.Correlation);
                    break;
                case TCA_NETEM_LOSS:
                    LossModel = NetemLossModel.Read(attribute.Nested);
                    break;
                case TCA_NETEM_RATE:
                    NetemRate rate = attribute.Read<NetemRate>();
                    Rate = TrafficRate.FromKernel(rate.Rate);
                    PacketOverhead = rate.PacketOverhead == 0 ? null : rate.PacketOverhead;
                    CellSize = rate.CellSize == 0 ? null : rate.CellSize;
                    CellOverhead = rate.CellOverhead == 0 ? null : rate.CellOverhead;
                    break;
                case TCA_NETEM_RATE64:
                    rate64 = attribute.Read<ulong>();
                    break;
                case TCA_NETEM_ECN:
                    Ecn = attribute.Read<uint>() != 0;
                    break;
                case TCA_NETEM_LATENCY64:
                    latency = attribute.Read<long>();
                    break;
                case TCA_NETEM_JITTER64:
                    jitter = attribute.Read<long>();
                    break;
                case TCA_NETEM_SLOT:
                    Slot = new NetemSlot(attribute.Read<NetemSlotOptions>());
                    break;
                case TCA_NETEM_PRNG_SEED:
                    Seed = attribute.Read<ulong>();
                    break;
            }
        }

        _delay = latency == 0 ? null : TrafficTime.FromNanoseconds(latency);
        _jitter = jitter == 0 ? null : TrafficTime.FromNanoseconds(jitter);
        _rate = rate64 > 0 ? TrafficRate.FromKernel(rate64) : _rate;
    }

    private protected override void Check(Verb verb)
    {
        if (LossModel is not null && (LossPercent ?? LossCorrelationPercent) is not null)
        {
            throw Invalid.Property(nameof(LossModel), "Loss is random or by a model, not both.");
        }

        if (Distribution is not null && (Delay is null || Jitter is null))
        {
            throw Invalid.Property(nameof(Distribution), "A distribution needs a delay and a jitter.");
        }

        if (Gap is not null && ReorderPercent is null)
        {
            throw Invalid.Property(nameof(Gap), "A gap needs a probability of reordering.");
        }

        if (ReorderPercent > 0 && Delay is null)
        {
            throw Invalid.Property(nameof(ReorderPercent), "Reordering needs a delay: some packets go at once, the others wait.");
        }

        if (Rate is null && ((object?)PacketOverhead ?? CellSize ?? (object?)CellOverhead) is not null)
        {
            throw Invalid.Property(nameof(PacketOverhead), "An overhead needs a rate.");
        }
    }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        int nest = request.BeginNested(
            TrafficAttribute.TCA_OPTIONS,
            new NetemOptions
            {
                Latency = TrafficTime.Ticks(Delay ?? default),
                Jitter = TrafficTime.Ticks(Jitter ?? default),
                Limit = Limit ?? DefaultLimit,
                Loss = Percentage.ToKernel(LossPercent),
                Duplicate = Percentage.ToKernel(DuplicatePercent),
                Gap = Gap ?? (ReorderPercent > 0 ? 1u : 0),
            });
        // All of them each time: the kernel keeps what it is not told.
        request.Attribute(
            TCA_NETEM_CORR,
            new NetemCorrelation
            {
                Delay = Percentage.ToKernel(DelayCorrelationPercent),
                Loss = Percentage.ToKernel(LossCorrelationPercent),
                Duplicate = Percentage.ToKernel(DuplicateCorrelationPercent),
            },
            nameof(DelayCorrelationPercent));
        request.Attribute(TCA_NETEM_REORDER, Probability(ReorderPercent, ReorderCorrelationPercent), nameof(ReorderPercent));
        request.Attribute(TCA_NETEM_CORRUPT, Probability(CorruptPercent, CorruptCorrelationPercent), nameof(CorruptPercent));
        if (LossModel is not null)
        {
            int loss = request.BeginNested(TCA_NETEM_LOSS, nameof(LossModel));
            LossModel.Write(ref request);
            request.EndNested(loss);
        }

        TrafficRate.WriteLarge(ref request, TCA_NETEM_RATE64, Rate, nameof(Rate));
        request.Attribute(
            TCA_NETEM_RATE,
            new NetemRate
            {
                Rate = (uint)Math.Min((Rate ?? 0) / 8, uint.MaxValue),
                PacketOverhead = PacketOverhead ?? 0,
                CellSize = CellSize ?? 0,
                CellOverhead = CellOverhead ?? 0,
            },
            nameof(Rate));
        request.Attribute(TCA_NETEM_ECN, Ecn.ToUInt32(), nameof(Ecn));
        request.Attribute(TCA_NETEM_LATENCY64, TrafficTime.Nanoseconds(Delay ?? default), nameof(Delay));
        request.Attribute(TCA_NETEM_JITTER64, TrafficTime.Nanoseconds(Jitter ?? default), nameof(Jitter));
        if (Slot is not null)
        {
            request.Attribute(TCA_NETEM_SLOT, Slot.ToKernel(), nameof(Slot));
            WriteTable(ref request, TCA_NETEM_SLOT_DIST, Slot.Distribution, nameof(Slot));
        }

        request.Attribute(TCA_NETEM_PRNG_SEED, Seed);
        WriteTable(ref request, TCA_NETEM_DELAY_DIST, Distribution, nameof(Distribution));
        request.EndNested(nest);
    }

    private static NetemProbability Probability(double? percent, double? correlation) =>
        new() { Probability = Percentage.ToKernel(percent), Correlation = Percentage.ToKernel(correlation) };

    private static void WriteTable(ref NetlinkWriter request, int type, NetemDistribution? distribution, string property)
    {
        if (distribution is not null)
        {
            request.Bytes(type, MemoryMarshal.AsBytes(distribution.Values), property);
        }
    }
}
