namespace LinuxNetns.Netlink;

/// <summary>Lets packets pass up to a rate, and does something else with those beyond (kind <c>police</c>, man 8 tc-police, struct tc_police).</summary>
public sealed record PoliceAction : TrafficAction
{
    private const int TCA_POLICE_TBF = 1;
    private const int TCA_POLICE_RATE = 2;
    private const int TCA_POLICE_PEAKRATE = 3;
    private const int TCA_POLICE_RESULT = 5;
    private const int TCA_POLICE_RATE64 = 8;
    private const int TCA_POLICE_PEAKRATE64 = 9;
    private const int TCA_POLICE_PKTRATE64 = 10;
    private const int TCA_POLICE_PKTBURST64 = 11;

    private readonly long? _rate;
    private readonly long? _peakRate;

    /// <summary>Describes an action; <see cref="Rate"/> and <see cref="Burst"/>, or <see cref="PacketRate"/> and <see cref="PacketBurst"/>, must be given.</summary>
    public PoliceAction() : base("police")
    {
    }

    internal PoliceAction(AttributeReader options) : base("police")
    {
        PoliceParameters parameters = options.Find(TCA_POLICE_TBF).Read<PoliceParameters>();
        NetlinkAttribute rate64 = options.Find(TCA_POLICE_RATE64);
        NetlinkAttribute peakRate64 = options.Find(TCA_POLICE_PEAKRATE64);
        NetlinkAttribute result = options.Find(TCA_POLICE_RESULT);
        NetlinkAttribute packetRate = options.Find(TCA_POLICE_PKTRATE64);
        NetlinkAttribute packetBurst = options.Find(TCA_POLICE_PKTBURST64);
        Index = parameters.Index;
        Exceed = parameters.Verdict;
        Conform = result.Value.IsEmpty ? null : result.Read<TrafficVerdict>();
        _rate = TrafficRate.FromKernel(rate64.Value.IsEmpty ? parameters.Rate.Rate : rate64.Read<ulong>());
        _peakRate = TrafficRate.FromKernel(peakRate64.Value.IsEmpty ? parameters.PeakRate.Rate : peakRate64.Read<ulong>());
        Burst = _rate is long rate ? TrafficRate.Bytes(rate, parameters.Burst) : null;
        Mtu = parameters.Mtu;
        Sizing = PacketSizing.FromKernel(parameters.Rate);
        PacketRate = packetRate.Value.IsEmpty ? null : packetRate.Read<long>();
        // As with bytes: the time that they take.
        PacketBurst = packetBurst.Value.IsEmpty || PacketRate is null ? null : (long)Math.Min(packetBurst.Read<ulong>() * (double)TrafficRate.TickNanoseconds * PacketRate.Value / 1e9, long.MaxValue);
    }

    /// <summary>Bits a second (TCA_POLICE_RATE64). The kernel counts whole bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 8.</exception>
    public long? Rate
    {
        get => _rate;
        init => _rate = TrafficRate.Check(value, nameof(Rate));
    }

    /// <summary>Bytes that may go at once. The kernel keeps the time that they take, in 64 ns: at high rates it reads back a few bytes more.</summary>
    public long? Burst { get; init; }

    /// <summary>Bits a second that a burst may reach (TCA_POLICE_PEAKRATE64); null: any.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 8.</exception>
    public long? PeakRate
    {
        get => _peakRate;
        init => _peakRate = TrafficRate.Check(value, nameof(PeakRate));
    }

    /// <summary>Larger packets, in bytes, exceed in any case; null: 2040 with a rate.</summary>
    public uint? Mtu { get; init; }

    /// <summary>Packets a second (TCA_POLICE_PKTRATE64, Linux 5.13), instead of <see cref="Rate"/>.</summary>
    public long? PacketRate { get; init; }

    /// <summary>Packets that may go at once (TCA_POLICE_PKTBURST64).</summary>
    public long? PacketBurst { get; init; }

    /// <summary>What becomes of packets beyond the rate; null: they are classified again.</summary>
    public TrafficVerdict? Exceed { get; init; }

    /// <summary>What becomes of packets within the rate (TCA_POLICE_RESULT); null: they pass.</summary>
    public TrafficVerdict? Conform { get; init; }

    /// <summary>How packets count.</summary>
    public PacketSizing Sizing { get; init; }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        if (Rate is null == PacketRate is null || (Rate is not null && Burst is not (> 0 and <= uint.MaxValue)) || (PacketRate is not null && (PacketRate <= 0 || PacketBurst is not > 0)))
        {
            throw Invalid.Property(nameof(Rate), "A policer needs Rate and Burst, or PacketRate and PacketBurst.");
        }

        var parameters = new PoliceParameters { Verdict = Exceed ?? TrafficVerdict.Reclassify, Mtu = Mtu ?? 0 };
        if (Rate is long rate)
        {
            parameters.Rate = new RateSpecification(rate, Sizing);
            parameters.Burst = TrafficRate.Ticks(rate, Burst!.Value);
        }

        if (PeakRate is long peakRate)
        {
            parameters.PeakRate = new RateSpecification(peakRate, Sizing);
        }

        request.Attribute(TCA_POLICE_TBF, parameters, nameof(Rate));
        if (Rate is long policed)
        {
            TrafficRate.WriteTable(ref request, TCA_POLICE_RATE, policed, Sizing, nameof(Rate));
            TrafficRate.WriteLarge(ref request, TCA_POLICE_RATE64, Rate, nameof(Rate));
        }

        if (PeakRate is long peak)
        {
            TrafficRate.WriteTable(ref request, TCA_POLICE_PEAKRATE, peak, Sizing, nameof(PeakRate));
            TrafficRate.WriteLarge(ref request, TCA_POLICE_PEAKRATE64, PeakRate, nameof(PeakRate));
        }

        request.Attribute(TCA_POLICE_PKTRATE64, PacketRate);
        if (PacketRate is long packets)
        {
            request.Attribute(TCA_POLICE_PKTBURST64, (ulong)Math.Ceiling(PacketBurst!.Value * 1e9 / packets / TrafficRate.TickNanoseconds), nameof(PacketBurst));
        }

        request.Attribute(TCA_POLICE_RESULT, Conform);
    }
}
