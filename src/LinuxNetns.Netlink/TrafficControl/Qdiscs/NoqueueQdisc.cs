namespace LinuxNetns.Netlink;

/// <summary>No queue: packets are sent at once or lost, as with most devices that software made (kind <c>noqueue</c>).</summary>
public sealed record NoqueueQdisc : Qdisc
{
    /// <summary>Describes a queueing discipline.</summary>
    /// <param name="device">The device.</param>
    public NoqueueQdisc(LinkReference device) : base(device, "noqueue")
    {
    }

    internal NoqueueQdisc(in TrafficRow row) : base(row)
    {
    }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
    }
}
