using System.Text;

namespace LinuxNetns.Netlink;

/// <summary>A port of a device whose kind has no type here. Its options are kept as they came and are sent as they are.</summary>
public sealed record OtherPort : LinkPort
{
    /// <summary>Describes a port of any kind.</summary>
    /// <param name="kind">The kind of the device that it is a port of.</param>
    /// <exception cref="ArgumentException">The kind is empty.</exception>
    public OtherPort(string kind) : base(kind) => ArgumentException.ThrowIfNullOrEmpty(kind);

    internal OtherPort(in LinkRow row) : base(Encoding.UTF8.GetString(row.PortKind)) =>
        Data = new AttributeReader(row.LinkInfo).Find(LinkAttribute.IFLA_INFO_SLAVE_DATA).Value.ToArray();

    /// <summary>The options (IFLA_INFO_SLAVE_DATA): attributes one behind the other, padded to four bytes, in the host's byte order.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>By value, the bytes of <see cref="Data"/> included.</summary>
    public bool Equals(OtherPort? other) => base.Equals(other) && Data.Span.SequenceEqual(other.Data.Span);

    /// <summary>Goes with <see cref="Equals(OtherPort?)"/>.</summary>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Data.Length);

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links) => request.RawBytes(Data.Span);
}
