namespace LinuxNetns.Netlink;

/// <summary>A class of an <see cref="HtbQdisc"/>: a rate of its own, and what it may borrow (kind <c>htb</c>, man 8 tc-htb, struct tc_htb_opt).</summary>
public sealed record HtbClass : TrafficClass
{
    private const int TCA_HTB_PARMS = 1;
    private const int TCA_HTB_CTAB = 3;
    private const int TCA_HTB_RTAB = 4;
    private const int TCA_HTB_RATE64 = 6;
    private const int TCA_HTB_CEIL64 = 7;

    /// <summary>What tc takes where nothing is said: a packet, and what a clock of a nanosecond lets through meanwhile.</summary>
    private const long DefaultBurst = 1600;

    private readonly long? _rate;
    private readonly long? _ceiling;

    /// <summary>Describes a class; <see cref="TrafficControlObject.Handle"/>, <see cref="TrafficControlObject.Parent"/> and <see cref="Rate"/> must be given.</summary>
    /// <param name="device">The device.</param>
    public HtbClass(LinkReference device) : base(device, "htb")
    {
    }

    internal HtbClass(in TrafficRow row) : base(row)
    {
        AttributeReader attributes = row.Attributes;
        HtbOptions options = attributes.Find(TCA_HTB_PARMS).Read<HtbOptions>();
        NetlinkAttribute rate64 = attributes.Find(TCA_HTB_RATE64);
        NetlinkAttribute ceiling64 = attributes.Find(TCA_HTB_CEIL64);
        _rate = TrafficRate.FromKernel(rate64.Value.IsEmpty ? options.Rate.Rate : rate64.Read<ulong>());
        _ceiling = TrafficRate.FromKernel(ceiling64.Value.IsEmpty ? options.Ceiling.Rate : ceiling64.Read<ulong>());
        Burst = TrafficRate.Bytes(_rate ?? 0, options.Buffer);
        CeilingBurst = TrafficRate.Bytes(_ceiling ?? 0, options.CeilingBuffer);
        // A class with others below it has no turn of its own.
        Quantum = options.Quantum == 0 ? null : options.Quantum;
        Priority = options.Level == 0 ? options.Priority : null;
        Level = options.Level;
        Sizing = PacketSizing.FromKernel(options.Rate);
    }

    /// <summary>Bits a second that it has for sure (TCA_HTB_RATE64). The kernel counts whole bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 8.</exception>
    public long? Rate
    {
        get => _rate;
        init => _rate = TrafficRate.Check(value, nameof(Rate));
    }

    /// <summary>Bits a second that it may reach by borrowing (TCA_HTB_CEIL64); null: <see cref="Rate"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 8.</exception>
    public long? Ceiling
    {
        get => _ceiling;
        init => _ceiling = TrafficRate.Check(value, nameof(Ceiling));
    }

    /// <summary>Bytes that may go at once; null: 1600. The kernel keeps the time that they take, in 64 ns: at high rates it reads back a few bytes more.</summary>
    public long? Burst { get; init; }

    /// <summary>Bytes that may go at once at the <see cref="Ceiling"/>; null: 1600.</summary>
    public long? CeilingBurst { get; init; }

    /// <summary>Bytes that it may send in its turn among classes that borrow; null: <see cref="Rate"/> by <see cref="HtbQdisc.RateToQuantum"/>.</summary>
    public uint? Quantum { get; init; }

    /// <summary>0 to 7; who is lower borrows first. Null: 0, or a class with others below it.</summary>
    public uint? Priority { get; init; }

    /// <summary>How many classes are below it on the longest way. Never sent.</summary>
    public uint Level { get; init; }

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
            throw Invalid.Property(nameof(Rate), "A class of htb needs a rate.");
        }

        if (Burst is < 0 or > uint.MaxValue || CeilingBurst is < 0 or > uint.MaxValue)
        {
            throw Invalid.Range(nameof(Burst), Burst, "A burst is from 0 to 2³² − 1 bytes.");
        }
    }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        long rate = Rate!.Value;
        long ceiling = Ceiling ?? rate;
        var options = new HtbOptions
        {
            Rate = new RateSpecification(rate, Sizing),
            Ceiling = new RateSpecification(ceiling, Sizing),
            Buffer = TrafficRate.Ticks(rate, Burst ?? DefaultBurst),
            CeilingBuffer = TrafficRate.Ticks(ceiling, CeilingBurst ?? DefaultBurst),
            Quantum = Quantum ?? 0,
            Priority = Priority ?? 0,
        };
        int nest = request.BeginNested(TrafficAttribute.TCA_OPTIONS);
        TrafficRate.WriteLarge(ref request, TCA_HTB_RATE64, rate, nameof(Rate));
        TrafficRate.WriteLarge(ref request, TCA_HTB_CEIL64, ceiling, nameof(Ceiling));
        request.Attribute(TCA_HTB_PARMS, options, nameof(Rate));
        TrafficRate.WriteTable(ref request, TCA_HTB_RTAB, rate, Sizing, nameof(Rate));
        TrafficRate.WriteTable(ref request, TCA_HTB_CTAB, ceiling, Sizing, nameof(Ceiling));
        request.EndNested(nest);
    }
}
