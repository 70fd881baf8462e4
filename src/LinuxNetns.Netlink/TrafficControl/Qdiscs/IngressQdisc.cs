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

    internal IngressQdisc(in TrafficRow row) : base(row)
    {
    }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
    }
}
