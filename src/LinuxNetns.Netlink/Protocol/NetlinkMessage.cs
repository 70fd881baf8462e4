using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>
/// One message inside a datagram. Lives no longer than the receive buffer. No more than a span, and passed by value: it stays in registers, where a copy of
/// the header beside it would be written and read back for each row of a dump.
/// </summary>
internal readonly ref struct NetlinkMessage
{
    private readonly ReadOnlySpan<byte> _bytes;

    /// <param name="bytes">The header and what it says is behind it, without padding.</param>
    internal NetlinkMessage(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    internal NetlinkHeader Header => MemoryMarshal.Read<NetlinkHeader>(_bytes);

    internal ReadOnlySpan<byte> Payload => _bytes[NetlinkHeader.Size..];

    /// <summary>Reads the fixed part of the payload, <c>struct ifinfomsg</c> and its like, and gives the attributes behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T Read<T>(out AttributeReader attributes)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        ReadOnlySpan<byte> payload = Payload;
        if (payload.Length < size)
        {
            throw Malformed.Payload(Header.Type, payload.Length);
        }

        attributes = new AttributeReader(payload[Math.Min(Alignment.Up(size), payload.Length)..]);
        return MemoryMarshal.Read<T>(payload);
    }
}
