using System.Buffers.Binary;
using System.Net;

namespace LinuxNetns;

/// <summary>Messages of DNS (RFC 1035, 4): the queries of a stub resolver and what it reads of the answers.</summary>
internal static class DnsMessage
{
    internal const ushort A = 1;
    internal const ushort Cname = 5;
    internal const ushort Aaaa = 28;

    private const int HeaderLength = 12;
    private const ushort Internet = 1;
    private const ushort Response = 0x8000;
    private const ushort Truncated = 0x0200;
    private const ushort RecursionDesired = 0x0100;
    private const ushort OpcodeMask = 0x7800;
    private const int RecordTail = 10;

    /// <summary>A query for one type of one name.</summary>
    internal static byte[] Query(ushort id, ReadOnlySpan<byte> name, ushort type)
    {
        byte[] message = new byte[HeaderLength + name.Length + 4];
        BinaryPrimitives.WriteUInt16BigEndian(message, id);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), RecursionDesired);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), 1);
        name.CopyTo(message.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(HeaderLength + name.Length), type);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(HeaderLength + name.Length + 2), Internet);
        return message;
    }

    /// <summary>Reads an answer; null where it is none: too short, not a response, not one question, names or lengths that lead out of it.</summary>
    internal static DnsResponse? Parse(ReadOnlySpan<byte> message)
    {
        if (message.Length < HeaderLength)
            return null;
        ushort flags = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        if ((flags & (Response | OpcodeMask)) != Response || BinaryPrimitives.ReadUInt16BigEndian(message[4..]) != 1)
            return null;
        int at = HeaderLength;
        if (!DnsName.TryRead(message, ref at, out string name) || at + 4 > message.Length || BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]) != Internet)
            return null;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
        at += 4;
        var answers = new List<DnsRecord>();
        bool truncated = (flags & Truncated) != 0;
        int count = truncated ? 0 : BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        for (int i = 0; i < count; i++)
        {
            if (!TryReadRecord(message, ref at, answers))
                return null;
        }

        return new DnsResponse(BinaryPrimitives.ReadUInt16BigEndian(message), truncated, flags & 0xf, name, type, answers);
    }

    private static bool TryReadRecord(ReadOnlySpan<byte> message, ref int at, List<DnsRecord> answers)
    {
        if (!DnsName.TryRead(message, ref at, out string name) || at + RecordTail > message.Length)
            return false;
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(message[at..]);
        bool known = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]) == Internet;
        int length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
        at += RecordTail;
        if (at + length > message.Length)
            return false;
        int start = at;
        at += length;
        switch (type)
        {
            case A when known:
            case Aaaa when known:
                if (length != (type == A ? 4 : 16))
                    return false;
                answers.Add(new DnsRecord(name, type, new IPAddress(message.Slice(start, length)), Target: null));
                return true;
            case Cname when known:
                if (!DnsName.TryRead(message[..at], ref start, out string target) || start != at)
                    return false;
                answers.Add(new DnsRecord(name, type, Address: null, target));
                return true;
            default:
                return true;
        }
    }
}
