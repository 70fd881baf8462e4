using System.Net;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>An IPv6 segment routing header (<c>encap seg6 mode encap segs A,B</c>; SEG6_IPTUNNEL_SRH of linux/seg6_iptunnel.h, RFC 8754).</summary>
public sealed record Seg6Encapsulation : RouteEncapsulation
{
    private const int SEG6_IPTUNNEL_SRH = 1;
    private const int ModeSize = 4;

    private readonly EquatableList<IPAddress> _segments;

    /// <summary>Describes a header.</summary>
    /// <param name="mode">How it gets into packets.</param>
    /// <param name="segments">The segments, in the order in which they are visited; of <see cref="Seg6Mode.Inline"/> the packet's destination follows by itself.</param>
    /// <exception cref="ArgumentException">No segment, over 126, or one that is not IPv6.</exception>
    public Seg6Encapsulation(Seg6Mode mode, params IPAddress[] segments)
        : this(mode, Seg6RoutingHeader.Check(segments, nameof(segments)))
    {
    }

    private Seg6Encapsulation(Seg6Mode mode, EquatableList<IPAddress> segments)
    {
        Mode = mode;
        _segments = segments;
    }

    /// <summary>How it gets into packets.</summary>
    public Seg6Mode Mode { get; }

    /// <summary>The segments, in the order in which they are visited.</summary>
    public IReadOnlyList<IPAddress> Segments => _segments;

    private protected override ushort TypeNumber => LWTUNNEL_ENCAP_SEG6;

    internal static Seg6Encapsulation? TryRead(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> value = new AttributeReader(data).Find(SEG6_IPTUNNEL_SRH).Value;
        if (value.Length < ModeSize || Seg6RoutingHeader.TryRead(value[ModeSize..]) is not EquatableList<IPAddress> segments)
        {
            return null;
        }

        var mode = (Seg6Mode)MemoryMarshal.Read<int>(value);
        // The place for the packet's own destination.
        return mode == Seg6Mode.Inline && segments.Count > 1
            ? new Seg6Encapsulation(mode, EquatableList<IPAddress>.Of(segments.Take(segments.Count - 1))!)
            : new Seg6Encapsulation(mode, segments);
    }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        byte[] header = Seg6RoutingHeader.Write(Mode == Seg6Mode.Inline ? [.. _segments, IPAddress.IPv6Any] : _segments);
        var value = new byte[ModeSize + header.Length];
        MemoryMarshal.Write(value, (int)Mode);
        header.CopyTo(value, ModeSize);
        request.Bytes(SEG6_IPTUNNEL_SRH, value, nameof(Segments));
    }
}
