using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LinuxNetns;

/// <summary>ICMP and ICMPv6 messages (RFC 792, RFC 4443): echo requests and what comes back for them.</summary>
internal static class IcmpMessage
{
    internal const int HeaderLength = 8;

    private const int Ipv4Header = 20;
    private const int Ipv6Header = 40;
    private const byte EchoRequest = 8;
    private const byte EchoReply = 0;
    private const byte Unreachable = 3;
    private const byte TimeExceeded = 11;
    private const byte EchoRequest6 = 128;
    private const byte EchoReply6 = 129;
    private const byte Unreachable6 = 1;
    private const byte PacketTooBig6 = 2;
    private const byte TimeExceeded6 = 3;

    /// <summary>An echo request. ICMPv6's checksum is the kernel's business.</summary>
    internal static byte[] Request(AddressFamily family, ushort id, ushort sequence, int payload)
    {
        byte[] message = new byte[HeaderLength + payload];
        message[0] = family == AddressFamily.InterNetwork ? EchoRequest : EchoRequest6;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), id);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), sequence);
        for (int i = HeaderLength; i < message.Length; i++)
            message[i] = (byte)i;
        if (family == AddressFamily.InterNetwork)
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), Checksum(message));
        return message;
    }

    /// <summary>What a message says about our request; null where it is about something else.</summary>
    /// <param name="family">The family.</param>
    /// <param name="message">From the ICMP header on.</param>
    /// <param name="id">Our number; null where the kernel chose it, and hands us nothing else.</param>
    /// <param name="sequence">Our sequence number.</param>
    /// <param name="target">Whom we asked.</param>
    internal static IPStatus? Read(AddressFamily family, ReadOnlySpan<byte> message, ushort? id, ushort sequence, IPAddress target)
    {
        if (message.Length < HeaderLength)
            return null;
        bool v4 = family == AddressFamily.InterNetwork;
        if (message[0] == (v4 ? EchoReply : EchoReply6))
            return IsOurs(message, id, sequence) ? IPStatus.Success : null;
        IPStatus? status = v4 ? Error4(message[0], message[1]) : Error6(message[0], message[1]);
        return status is not null && IsAboutOurs(message[HeaderLength..], v4, id, sequence, target) ? status : null;
    }

    /// <summary>Where the ICMP header of a raw IPv4 packet starts; -1 where there is none.</summary>
    internal static int Ipv4Payload(ReadOnlySpan<byte> packet)
    {
        int length = packet.Length < Ipv4Header ? 0 : (packet[0] & 0xf) * 4;
        return length >= Ipv4Header && length <= packet.Length ? length : -1;
    }

    private static bool IsOurs(ReadOnlySpan<byte> echo, ushort? id, ushort sequence) =>
        (id is null || BinaryPrimitives.ReadUInt16BigEndian(echo[4..]) == id) && BinaryPrimitives.ReadUInt16BigEndian(echo[6..]) == sequence;

    /// <summary>An error carries the beginning of the packet that it is about.</summary>
    private static bool IsAboutOurs(ReadOnlySpan<byte> packet, bool v4, ushort? id, ushort sequence, IPAddress target)
    {
        int header = v4 ? Ipv4Payload(packet) : packet.Length < Ipv6Header ? -1 : Ipv6Header;
        if (header < 0 || packet.Length < header + HeaderLength || packet[header] != (v4 ? EchoRequest : EchoRequest6))
            return false;
        ReadOnlySpan<byte> destination = v4 ? packet.Slice(16, 4) : packet.Slice(24, 16);
        return destination.SequenceEqual(target.GetAddressBytes()) && IsOurs(packet[header..], id, sequence);
    }

    private static IPStatus? Error4(byte type, byte code) => type switch
    {
        TimeExceeded => code == 0 ? IPStatus.TtlExpired : IPStatus.TtlReassemblyTimeExceeded,
        Unreachable => code switch
        {
            0 or 6 or 9 or 11 => IPStatus.DestinationNetworkUnreachable,
            2 => IPStatus.DestinationProtocolUnreachable,
            3 => IPStatus.DestinationPortUnreachable,
            4 => IPStatus.PacketTooBig,
            _ => IPStatus.DestinationHostUnreachable,
        },
        _ => null,
    };

    private static IPStatus? Error6(byte type, byte code) => type switch
    {
        TimeExceeded6 => code == 0 ? IPStatus.TtlExpired : IPStatus.TtlReassemblyTimeExceeded,
        PacketTooBig6 => IPStatus.PacketTooBig,
        Unreachable6 => code switch
        {
            0 => IPStatus.DestinationNetworkUnreachable,
            1 => IPStatus.DestinationProhibited,
            4 => IPStatus.DestinationPortUnreachable,
            _ => IPStatus.DestinationHostUnreachable,
        },
        _ => null,
    };

    private static ushort Checksum(ReadOnlySpan<byte> message)
    {
        uint sum = 0;
        for (int i = 0; i + 1 < message.Length; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(message[i..]);
        if ((message.Length & 1) != 0)
            sum += (uint)message[^1] << 8;
        while (sum >> 16 != 0)
            sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
