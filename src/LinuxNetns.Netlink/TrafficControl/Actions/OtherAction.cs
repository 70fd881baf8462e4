namespace LinuxNetns.Netlink;

/// <summary>An action of a kind that has no type here. Its options are kept as they came and are sent as they are.</summary>
public sealed record OtherAction : TrafficAction
{
    /// <summary>Describes an action of any kind.</summary>
    /// <param name="kind">The kind, as <c>tc</c> takes it.</param>
    /// <exception cref="ArgumentException">The kind is empty.</exception>
    public OtherAction(string kind) : base(kind) => ArgumentException.ThrowIfNullOrEmpty(kind);

    internal OtherAction(string kind, ReadOnlySpan<byte> data) : base(kind) => Data = data.ToArray();

    /// <summary>The options (TCA_ACT_OPTIONS): attributes one behind the other, padded to four bytes, in the host's byte order.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>By value, the bytes of <see cref="Data"/> included.</summary>
    public bool Equals(OtherAction? other) => base.Equals(other) && Data.Span.SequenceEqual(other.Data.Span);

    /// <summary>Goes with <see cref="Equals(OtherAction?)"/>.</summary>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Data.Length);

    private protected override void WriteOptions(ref NetlinkWriter request, LinkResolver links) => request.RawBytes(Data.Span);
}
