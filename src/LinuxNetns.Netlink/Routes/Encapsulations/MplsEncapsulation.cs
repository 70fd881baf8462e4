namespace LinuxNetns.Netlink;

/// <summary>A stack of MPLS labels (<c>encap mpls 100/200 ttl 5</c>; MPLS_IPTUNNEL_* of linux/mpls_iptunnel.h). Needs the module mpls_iptunnel.</summary>
public sealed record MplsEncapsulation : RouteEncapsulation
{
    private const int MPLS_IPTUNNEL_DST = 1;
    private const int MPLS_IPTUNNEL_TTL = 2;

    private readonly EquatableList<int> _labels;

    /// <summary>Describes a stack.</summary>
    /// <param name="labels">From the outermost: 0 to 1048575, at least one.</param>
    /// <exception cref="ArgumentException">None, or one that is out of range.</exception>
    public MplsEncapsulation(params int[] labels) => _labels = MplsLabels.Check(labels, nameof(labels));

    internal MplsEncapsulation(AttributeReader attributes)
    {
        NetlinkAttribute timeToLive = attributes.Find(MPLS_IPTUNNEL_TTL);
        TimeToLive = timeToLive.Value.IsEmpty ? null : timeToLive.Read<byte>();
        _labels = MplsLabels.Read(attributes.Find(MPLS_IPTUNNEL_DST).Value);
    }

    /// <summary>The labels, from the outermost (MPLS_IPTUNNEL_DST).</summary>
    public IReadOnlyList<int> Labels => _labels;

    /// <summary>TTL of the labels (MPLS_IPTUNNEL_TTL); null: the packet's, or the system's.</summary>
    public byte? TimeToLive { get; init; }

    private protected override ushort TypeNumber => LWTUNNEL_ENCAP_MPLS;

    /// <summary>As <c>ip</c> has it: <c>100/200</c>.</summary>
    public override string ToString() => MplsLabels.Text(_labels);

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        MplsLabels.Write(ref request, MPLS_IPTUNNEL_DST, _labels, nameof(Labels));
        request.Attribute(MPLS_IPTUNNEL_TTL, TimeToLive);
    }
}
