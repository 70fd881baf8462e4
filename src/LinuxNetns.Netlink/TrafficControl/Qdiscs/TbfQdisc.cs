namespace LinuxNetns.Netlink;

/// <summary>A token bucket: sends no faster than a rate, bursts aside (kind <c>tbf</c>, man 8 tc-tbf, struct tc_tbf_qopt).</summary>
public sealed record TbfQdisc : Qdisc
{
    private const int TCA_TBF_PARMS = 1;
    private const int TCA_TBF_RTAB = 2;
    private const int TCA_TBF_PTAB = 3;
    private const int TCA_TBF_RATE64 = 4;
    private const int TCA_TBF_PRATE64 = 5;
    private const int TCA_TBF_BURST = 6;
    private const int TCA_TBF_PBURST = 7;

    private readonly long? _rate;
    private readonly long? _peakRate;
    private readonly TimeSpan? _latency;

    /// <summary>Describes a token bucket; <see cref="Rate"/>, <see cref="Burst"/> and one of <see cref="Limit"/> and <see cref="Latency"/> must be given.</summary>
    /// <param name="device">The device.</param>
    public TbfQdisc(LinkReference device) : base(device, "tbf")
    {
    }

    internal TbfQdisc(in TrafficRow row) : base(row)
    {
        AttributeReader attributes = row.Attributes;
        TbfOptions options = attributes.Find(TCA_TBF_PARMS).Read<TbfOptions>();
        NetlinkAttribute rate64 = attributes.Find(TCA_TBF_RATE64);
        NetlinkAttribute peakRate64 = attributes.Find(TCA_TBF_PRATE64);
        long rate = TrafficRate.FromKernel(rate64.Value.IsEmpty ? options.Rate.Rate : rate64.Read<ulong>()) ?? 0;
        _rate = rate;
        _peakRate = TrafficRate.FromKernel(peakRate64.Value.IsEmpty ? options.PeakRate.Rate : peakRate64.Read<ulong>());
        Sizing = PacketSizing.FromKernel(options.Rate);
        Burst = Sizing.Less(TrafficRate.BytesRoundedDown(rate, options.Buffer));
        PeakBurst = _peakRate is long peak ? Sizing.Less(TrafficRate.BytesRoundedDown(peak, options.Mtu)) : null;
        Limit = options.Limit;
    }

    /// <summary>Bits a second (TCA_TBF_RATE64). The kernel counts whole bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 8.</exception>
    public long? Rate
    {
        get => _rate;
        init => _rate = TrafficRate.Check(value, nameof(Rate));
    }

    /// <summary>Bytes that may go at once, at least one packet (TCA_TBF_BURST). The kernel keeps the time that they take, in 64 ns: at high rates some bytes are lost.</summary>
    public long? Burst { get; init; }

    /// <summary>Bits a second that a burst may reach (TCA_TBF_PRATE64); null: any.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 8.</exception>
    public long? PeakRate
    {
        get => _peakRate;
        init => _peakRate = TrafficRate.Check(value, nameof(PeakRate));
    }

    /// <summary>Bytes that may go at once at the peak rate, at least one packet (TCA_TBF_PBURST, <c>mtu</c>); needed with <see cref="PeakRate"/>.</summary>
    public long? PeakBurst { get; init; }

    /// <summary>Bytes that may wait for tokens.</summary>
    public uint? Limit { get; init; }

    /// <summary>Instead of <see cref="Limit"/>: how long a packet may wait. Never read back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public TimeSpan? Latency
    {
        get => _latency;
        init => _latency = TrafficTime.Check(value, nameof(Latency));
    }

    /// <summary>How packets count.</summary>
    public PacketSizing Sizing { get; init; }

    private protected override void Check(Verb verb)
    {
        if (verb == Verb.Delete)
        {
            return;
        }

        if (Rate is null)
        {
            throw Invalid.Property(nameof(Rate), "A token bucket needs a rate.");
        }

        if (Burst is not (> 0 and <= uint.MaxValue))
        {
            throw Invalid.Range(nameof(Burst), Burst, "A token bucket needs a burst, of 1 to 2³² − 1 bytes.");
        }

        if (Limit is null == Latency is null)
        {
            throw Invalid.Property(nameof(Limit), "A token bucket needs one of Limit and Latency.");
        }

        if (PeakRate is not null && PeakBurst is not (> 0 and <= uint.MaxValue))
        {
            throw Invalid.Range(nameof(PeakBurst), PeakBurst, "A peak rate needs a burst too, of 1 to 2³² − 1 bytes.");
        }
    }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        (long rate, long burst) = (Rate!.Value, Burst!.Value);
        var options = new TbfOptions
        {
            Rate = new RateSpecification(rate, Sizing),
            Limit = Limit ?? LimitOf(Latency!.Value),
            Buffer = TrafficRate.Ticks(rate, burst),
        };
        if (PeakRate is long peakRate)
        {
            options.PeakRate = new RateSpecification(peakRate, Sizing);
            options.Mtu = TrafficRate.Ticks(peakRate, PeakBurst!.Value);
        }

        int nest = request.BeginNested(TrafficAttribute.TCA_OPTIONS);
        request.Attribute(TCA_TBF_PARMS, options, nameof(Rate));
        request.Attribute(TCA_TBF_BURST, (uint)burst, nameof(Burst));
        TrafficRate.WriteLarge(ref request, TCA_TBF_RATE64, Rate, nameof(Rate));
        TrafficRate.WriteTable(ref request, TCA_TBF_RTAB, rate, Sizing, nameof(Rate));
        if (PeakRate is long peak)
        {
            TrafficRate.WriteLarge(ref request, TCA_TBF_PRATE64, PeakRate, nameof(PeakRate));
            request.Attribute(TCA_TBF_PBURST, (uint)PeakBurst!.Value, nameof(PeakBurst));
            TrafficRate.WriteTable(ref request, TCA_TBF_PTAB, peak, Sizing, nameof(PeakRate));
        }

        request.EndNested(nest);
    }

    /// <summary>What comes in that time, and the burst: at the lower of the two rates, each with its own.</summary>
    private uint LimitOf(TimeSpan latency)
    {
        double bytes = Rate!.Value / 8 * latency.TotalSeconds + Burst!.Value;
        if (PeakRate is long peak)
        {
            bytes = Math.Min(bytes, peak / 8 * latency.TotalSeconds + PeakBurst!.Value);
        }

        return (uint)Math.Min(bytes, uint.MaxValue);
    }
}
