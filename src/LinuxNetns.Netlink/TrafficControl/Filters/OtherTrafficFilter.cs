namespace LinuxNetns.Netlink;

/// <summary>A filter of a kind that has no type here. Its options, class and actions included, are kept as they came and are sent as they are.</summary>
public sealed record OtherTrafficFilter : TrafficFilter
{
    /// <summary>Describes a filter of any kind.</summary>
    /// <param name="device">The device.</param>
    /// <param name="kind">The kind, as <c>tc filter add</c> takes it.</param>
    /// <exception cref="ArgumentException">The kind is empty.</exception>
    public OtherTrafficFilter(LinkReference device, string kind) : base(device, kind)
    {
    }

    internal OtherTrafficFilter(in TrafficRow row) : base(row) => Data = row.Options.ToArray();

    /// <summary>The options (TCA_OPTIONS), bytes as the kind has them, in the host's byte order.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>By value, the bytes of <see cref="Data"/> included.</summary>
    public bool Equals(OtherTrafficFilter? other) => base.Equals(other) && Data.Span.SequenceEqual(other.Data.Span);

    /// <summary>Goes with <see cref="Equals(OtherTrafficFilter?)"/>.</summary>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Data.Length);

    private protected override void Check(Verb verb)
    {
        if (ClassId is not null || Actions.Count > 0 || Flags != 0)
        {
            throw Invalid.Property(nameof(ClassId), "Where the class, the actions and the flags of this kind are is not known: they must be in the data.");
        }
    }

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links)
    {
        if (!Data.IsEmpty)
        {
            request.Bytes(TrafficAttribute.TCA_OPTIONS, Data.Span, nameof(Data));
        }
    }
}
