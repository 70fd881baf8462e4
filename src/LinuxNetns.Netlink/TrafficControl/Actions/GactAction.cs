namespace LinuxNetns.Netlink;

/// <summary>Says what becomes of the packet, and nothing more (kind <c>gact</c>, man 8 tc-actions, linux/tc_act/tc_gact.h).</summary>
public sealed record GactAction : TrafficAction
{
    private const int TCA_GACT_PARMS = 2;

    /// <summary>Describes an action.</summary>
    /// <param name="verdict">What becomes of the packet.</param>
    public GactAction(TrafficVerdict verdict) : base("gact") => Verdict = verdict;

    internal GactAction(AttributeReader options) : base("gact")
    {
        TrafficActionHeader header = options.Find(TCA_GACT_PARMS).Read<TrafficActionHeader>();
        Index = header.Index;
        Verdict = header.Verdict;
    }

    /// <summary>Packets are dropped.</summary>
    public static GactAction Drop { get; } = new(TrafficVerdict.Drop);

    /// <summary>Packets pass.</summary>
    public static GactAction Pass { get; } = new(TrafficVerdict.Pass);

    /// <summary>What becomes of the packet.</summary>
    public TrafficVerdict Verdict { get; init; }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links) =>
        request.Attribute(TCA_GACT_PARMS, new TrafficActionHeader { Verdict = Verdict }, nameof(Verdict));
}
