namespace LinuxNetns.Netlink;

/// <summary>A place for filters on what comes in and on what goes out (kind <c>clsact</c>, <c>ffff:</c>): their parents are <see cref="TrafficHandle.Ingress"/> and <see cref="TrafficHandle.Egress"/>.</summary>
public sealed record ClsactQdisc : Qdisc
{
    /// <summary>Describes the place.</summary>
    /// <param name="device">The device.</param>
    public ClsactQdisc(LinkReference device) : base(device, "clsact")
    {
        Handle = new TrafficHandle(0xffff, 0);
        Parent = TrafficHandle.Clsact;
    }

    internal ClsactQdisc(in TrafficRow row) : base(row) => (IngressBlock, EgressBlock) = (row.IngressBlock, row.EgressBlock);

    /// <summary>The filters on what comes in are those of this block, which it may share with other devices (<c>ingress_block</c>, TCA_INGRESS_BLOCK): 1 or more; null: its own. See <see cref="TrafficFilter.Block"/>.</summary>
    public uint? IngressBlock { get; init; }

    /// <summary>The filters on what goes out are those of this block, which it may share with other devices (<c>egress_block</c>, TCA_EGRESS_BLOCK): 1 or more; null: its own. See <see cref="TrafficFilter.Block"/>.</summary>
    public uint? EgressBlock { get; init; }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        request.Attribute(TrafficAttribute.TCA_INGRESS_BLOCK, IngressBlock);
        request.Attribute(TrafficAttribute.TCA_EGRESS_BLOCK, EgressBlock);
    }
}
