using System.Net;
using System.Net.Sockets;

namespace LinuxNetns.Netlink;

/// <summary>struct ipv6_sr_hdr of linux/seg6.h: eight bytes and the segments, the last one first.</summary>
internal static class Seg6RoutingHeader
{
    private const int HeaderSize = 8;
    private const int SegmentSize = 16;
    /// <summary>What the one byte for the header's length can count.</summary>
    private const int MaxSegments = 127;

    private const byte IPV6_SRCRT_TYPE_4 = 4;

    /// <summary>The segments in the order in which they are visited; null where there is more than segments.</summary>
    internal static EquatableList<IPAddress>? TryRead(ReadOnlySpan<byte> header)
    {
        if (header.Length < HeaderSize || header[2] != IPV6_SRCRT_TYPE_4 || header[5] != 0 || header[4] >= MaxSegments || header.Length != HeaderSize + ((header[4] + 1) * SegmentSize))
        {
            return null;
        }

        var segments = new List<IPAddress>();
        for (ReadOnlySpan<byte> rest = header[HeaderSize..]; !rest.IsEmpty; rest = rest[SegmentSize..])
        {
            segments.Insert(0, new IPAddress(rest[..SegmentSize]));
        }

        return EquatableList<IPAddress>.Of(segments)!;
    }

    internal static byte[] Write(IReadOnlyList<IPAddress> segments)
    {
        var header = new byte[HeaderSize + (segments.Count * SegmentSize)];
        header[1] = (byte)(segments.Count * SegmentSize / 8);
        header[2] = IPV6_SRCRT_TYPE_4;
        header[3] = header[4] = (byte)(segments.Count - 1);
        for (int i = 0; i < segments.Count; i++)
        {
            segments[segments.Count - 1 - i].TryWriteBytes(header.AsSpan(HeaderSize + (i * SegmentSize)), out _);
        }

        return header;
    }

    /// <exception cref="ArgumentException">None, too many, or one that is not IPv6.</exception>
    internal static EquatableList<IPAddress> Check(IEnumerable<IPAddress> segments, string parameter)
    {
        EquatableList<IPAddress> list = EquatableList<IPAddress>.Of(segments) ?? throw new ArgumentNullException(parameter);
        return list.Count is >= 1 and <= MaxSegments && list.All(segment => segment?.AddressFamily == AddressFamily.InterNetworkV6)
            ? list
            : throw new ArgumentException($"Segments are IPv6 addresses, 1 to {MaxSegments}.", parameter);
    }
}
