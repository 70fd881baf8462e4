namespace LinuxNetns.Netlink;

/// <summary>First in, first out, so many packets (kind <c>pfifo</c>, man 8 tc-pfifo, struct tc_fifo_qopt).</summary>
public sealed record PfifoQdisc : Qdisc
{
    /// <summary>Describes a queue.</summary>
    /// <param name="device">The device.</param>
    public PfifoQdisc(LinkReference device) : base(device, "pfifo")
    {
    }

    internal PfifoQdisc(in TrafficRow row) : base(row) => Limit = row.HasOptions ? row.Fixed<uint>(out _) : null;

    /// <summary>Packets that may wait; null: the device's <see cref="Link.TransmitQueueLength"/>.</summary>
    public uint? Limit { get; init; }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links) => request.Attribute(TrafficAttribute.TCA_OPTIONS, Limit);
}
