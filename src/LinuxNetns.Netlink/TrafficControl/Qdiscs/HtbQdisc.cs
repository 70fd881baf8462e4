namespace LinuxNetns.Netlink;

/// <summary>A hierarchy of classes that share and lend their rates (kind <c>htb</c>, man 8 tc-htb, struct tc_htb_glob); the classes are <see cref="HtbClass"/>.</summary>
public sealed record HtbQdisc : Qdisc
{
    private const int TCA_HTB_INIT = 2;
    private const int TCA_HTB_DIRECT_QLEN = 5;
    private const int TCA_HTB_OFFLOAD = 9;

    /// <summary>HTB_VER &gt;&gt; 16 of net/sched/sch_htb.c.</summary>
    private const uint Protocol = 3;

    /// <summary>Describes a hierarchy.</summary>
    /// <param name="device">The device.</param>
    public HtbQdisc(LinkReference device) : base(device, "htb")
    {
    }

    internal HtbQdisc(in TrafficRow row) : base(row)
    {
        AttributeReader attributes = row.Attributes;
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case TCA_HTB_INIT:
                    HtbGlobal global = attribute.Read<HtbGlobal>();
                    DefaultClass = (ushort)global.DefaultClass;
                    RateToQuantum = global.RateToQuantum;
                    DirectPackets = global.DirectPackets;
                    break;
                case TCA_HTB_DIRECT_QLEN:
                    DirectQueueLength = attribute.Read<uint>();
                    break;
                case TCA_HTB_OFFLOAD:
                    IsOffloaded = true;
                    break;
            }
        }
    }

    /// <summary>The minor number of the class for what no filter knows; null or 0: it goes past all classes.</summary>
    public ushort? DefaultClass { get; init; }

    /// <summary>By what a class's rate is divided for its quantum (<c>r2q</c>); null: 10.</summary>
    public uint? RateToQuantum { get; init; }

    /// <summary>Packets that went past all classes. Never sent.</summary>
    public uint? DirectPackets { get; init; }

    /// <summary>How many packets may wait that go past all classes (TCA_HTB_DIRECT_QLEN); null: the device's queue length.</summary>
    public uint? DirectQueueLength { get; init; }

    /// <summary>The hardware does it (TCA_HTB_OFFLOAD).</summary>
    public bool IsOffloaded { get; init; }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        int nest = request.BeginNested(TrafficAttribute.TCA_OPTIONS);
        request.Attribute(
            TCA_HTB_INIT, new HtbGlobal { Version = Protocol, RateToQuantum = RateToQuantum ?? 10, DefaultClass = DefaultClass ?? 0 }, nameof(DefaultClass));
        request.Attribute(TCA_HTB_DIRECT_QLEN, DirectQueueLength);
        request.Flag(TCA_HTB_OFFLOAD, IsOffloaded);
        request.EndNested(nest);
    }
}
