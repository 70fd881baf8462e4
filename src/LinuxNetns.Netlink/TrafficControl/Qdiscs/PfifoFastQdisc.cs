namespace LinuxNetns.Netlink;

/// <summary>What most devices start with: three bands, first in, first out in each (kind <c>pfifo_fast</c>, man 8 tc-pfifo_fast).</summary>
public sealed record PfifoFastQdisc : Qdisc
{
    /// <summary>Describes a queueing discipline.</summary>
    /// <param name="device">The device.</param>
    public PfifoFastQdisc(LinkReference device) : base(device, "pfifo_fast")
    {
    }

    internal PfifoFastQdisc(in TrafficRow row) : base(row)
    {
    }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
    }
}
