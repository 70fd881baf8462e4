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

    internal ClsactQdisc(in TrafficRow row) : base(row)
    {
    }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
    }
}
