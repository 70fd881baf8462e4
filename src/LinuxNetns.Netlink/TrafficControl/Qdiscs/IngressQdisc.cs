namespace LinuxNetns.Netlink;

/// <summary>A place for filters on what comes in (kind <c>ingress</c>, <c>ffff:</c>); <see cref="ClsactQdisc"/> can do the same and more. It queues nothing.</summary>
public sealed record IngressQdisc : Qdisc
{
    /// <summary>Describes the place.</summary>
    /// <param name="device">The device.</param>
    public IngressQdisc(LinkReference device) : base(device, "ingress")
    {
        Handle = new TrafficHandle(0xffff, 0);
        Parent = TrafficHandle.Clsact;
    }

    internal IngressQdisc(in TrafficRow row) : base(row) => IngressBlock = row.IngressBlock;

    /// <summary>The filters on what comes in are those of this block, which it may share with other devices (<c>ingress_block</c>, TCA_INGRESS_BLOCK): 1 or more; null: its own. See <see cref="TrafficFilter.Block"/>.</summary>
    public uint? IngressBlock { get; init; }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links) => request.Attribute(TrafficAttribute.TCA_INGRESS_BLOCK, IngressBlock);
}
