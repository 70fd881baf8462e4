namespace LinuxNetns.Netlink;

/// <summary>A queueing discipline of a kind that has no type here. Its options are kept as they came and are sent as they are.</summary>
public sealed record OtherQdisc : Qdisc
{
    /// <summary>Describes a queueing discipline of any kind.</summary>
    /// <param name="device">The device.</param>
    /// <param name="kind">The kind, as <c>tc qdisc add</c> takes it.</param>
    /// <exception cref="ArgumentException">The kind is empty.</exception>
    public OtherQdisc(LinkReference device, string kind) : base(device, kind)
    {
    }

    internal OtherQdisc(in TrafficRow row) : base(row) => Data = row.Options.ToArray();

    /// <summary>The options (TCA_OPTIONS), bytes as the kind has them, in the host's byte order.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>By value, the bytes of <see cref="Data"/> included.</summary>
    public bool Equals(OtherQdisc? other) => base.Equals(other) && Data.Span.SequenceEqual(other.Data.Span);

    /// <summary>Goes with <see cref="Equals(OtherQdisc?)"/>.</summary>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Data.Length);

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        if (!Data.IsEmpty)
        {
            request.Bytes(TrafficAttribute.TCA_OPTIONS, Data.Span, nameof(Data));
        }
    }
}
