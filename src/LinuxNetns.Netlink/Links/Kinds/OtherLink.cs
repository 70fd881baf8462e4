namespace LinuxNetns.Netlink;

/// <summary>A link of a kind that has no type here. Its options are kept as they came and are sent as they are.</summary>
public sealed record OtherLink : Link
{
    /// <summary>Describes a link of any kind.</summary>
    /// <param name="kind">The kind, as <c>ip link add type</c> takes it.</param>
    /// <param name="name">At most 15 bytes; the kernel chooses one where it is empty.</param>
    /// <exception cref="ArgumentException">The kind is empty, or no device can have the name.</exception>
    public OtherLink(string kind, string name = "") : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        Kind = kind;
    }

    internal OtherLink(in LinkRow row) : base(row) =>
        Data = new AttributeReader(row.LinkInfo).Find(LinkAttribute.IFLA_INFO_DATA).Value.ToArray();

    /// <summary>The options (IFLA_INFO_DATA): attributes one behind the other, padded to four bytes, in the host's byte order.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>By value, the bytes of <see cref="Data"/> included.</summary>
    public bool Equals(OtherLink? other) => base.Equals(other) && Data.Span.SequenceEqual(other.Data.Span);

    /// <summary>Goes with <see cref="Equals(OtherLink?)"/>.</summary>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Data.Length);

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links) => request.RawBytes(Data.Span);
}
