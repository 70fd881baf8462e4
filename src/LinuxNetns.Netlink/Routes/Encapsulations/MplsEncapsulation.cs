using System.Buffers.Binary;
using System.Globalization;

namespace LinuxNetns.Netlink;

/// <summary>A stack of MPLS labels (<c>encap mpls 100/200 ttl 5</c>; MPLS_IPTUNNEL_* of linux/mpls_iptunnel.h). Needs the module mpls_iptunnel.</summary>
public sealed record MplsEncapsulation : RouteEncapsulation
{
    private const int MPLS_IPTUNNEL_DST = 1;
    private const int MPLS_IPTUNNEL_TTL = 2;
    private const int MPLS_LS_LABEL_SHIFT = 12;
    private const uint MPLS_LS_S_MASK = 0x100;
    private const int MaxLabel = (1 << 20) - 1;

    private readonly EquatableList<int> _labels;

    /// <summary>Describes a stack.</summary>
    /// <param name="labels">From the outermost: 0 to 1048575, at least one.</param>
    /// <exception cref="ArgumentException">None, or one that is out of range.</exception>
    public MplsEncapsulation(params int[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length == 0 || labels.Any(label => label is < 0 or > MaxLabel))
        {
            throw new ArgumentException($"Labels are from 0 to {MaxLabel}, and at least one.", nameof(labels));
        }

        _labels = EquatableList<int>.Of(labels)!;
    }

    internal MplsEncapsulation(AttributeReader attributes)
    {
        var labels = new List<int>();
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case MPLS_IPTUNNEL_DST:
                    for (ReadOnlySpan<byte> rest = attribute.Value; rest.Length >= sizeof(uint); rest = rest[sizeof(uint)..])
                    {
                        labels.Add((int)(BinaryPrimitives.ReadUInt32BigEndian(rest) >> MPLS_LS_LABEL_SHIFT));
                    }

                    break;
                case MPLS_IPTUNNEL_TTL:
                    TimeToLive = attribute.Read<byte>();
                    break;
            }
        }

        _labels = EquatableList<int>.Of(labels)!;
    }

    /// <summary>The labels, from the outermost (MPLS_IPTUNNEL_DST).</summary>
    public IReadOnlyList<int> Labels => _labels;

    /// <summary>TTL of the labels (MPLS_IPTUNNEL_TTL); null: the packet's, or the system's.</summary>
    public byte? TimeToLive { get; init; }

    private protected override ushort TypeNumber => LWTUNNEL_ENCAP_MPLS;

    /// <summary>As <c>ip</c> has it: <c>100/200</c>.</summary>
    public override string ToString() => string.Join('/', _labels.Select(label => label.ToString(CultureInfo.InvariantCulture)));

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        var stack = new byte[_labels.Count * sizeof(uint)];
        for (int i = 0; i < _labels.Count; i++)
        {
            uint bottom = i == _labels.Count - 1 ? MPLS_LS_S_MASK : 0;
            BinaryPrimitives.WriteUInt32BigEndian(stack.AsSpan(i * sizeof(uint)), ((uint)_labels[i] << MPLS_LS_LABEL_SHIFT) | bottom);
        }

        request.Bytes(MPLS_IPTUNNEL_DST, stack, nameof(Labels));
        request.Attribute(MPLS_IPTUNNEL_TTL, TimeToLive);
    }
}
