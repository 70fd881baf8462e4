namespace LinuxNetns.Netlink;

/// <summary>First in, first out, so many bytes (kind <c>bfifo</c>, man 8 tc-bfifo, struct tc_fifo_qopt).</summary>
public sealed record BfifoQdisc : Qdisc
{
    /// <summary>Describes a queue.</summary>
    /// <param name="device">The device.</param>
    public BfifoQdisc(LinkReference device) : base(device, "bfifo")
    {
    }

    internal BfifoQdisc(in TrafficRow row) : base(row) => Limit = row.HasOptions ? row.Fixed<uint>(out _) : null;

    /// <summary>Bytes that may wait; null: the device's <see cref="Link.TransmitQueueLength"/> times its MTU.</summary>
    public uint? Limit { get; init; }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links) => request.Attribute(TrafficAttribute.TCA_OPTIONS, Limit);
}
