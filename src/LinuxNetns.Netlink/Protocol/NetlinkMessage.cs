using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>One message inside a datagram. Lives no longer than the receive buffer.</summary>
internal readonly ref struct NetlinkMessage
{
    internal readonly NetlinkHeader Header;
    internal readonly ReadOnlySpan<byte> Payload;

    internal NetlinkMessage(NetlinkHeader header, ReadOnlySpan<byte> payload)
    {
        Header = header;
        Payload = payload;
    }

    /// <summary>Reads the fixed part of the payload, <c>struct ifinfomsg</c> and its like, and gives the attributes behind it.</summary>
    internal T Read<T>(out AttributeReader attributes)
        where T : unmanaged
    {
        int size = Unsafe.SizeOf<T>();
        if (Payload.Length < size)
        {
            throw Malformed.Payload(Header.Type, Payload.Length);
        }

        attributes = new AttributeReader(Payload[Math.Min(Alignment.Up(size), Payload.Length)..]);
        return MemoryMarshal.Read<T>(Payload);
    }
}
