using System.Buffers.Binary;
using System.Net;

namespace LinuxNetns.Tests.Resolving;

/// <summary>Builds what a name server sends.</summary>
internal sealed class Reply
{
    private readonly List<byte> _bytes = [];
    private int _answers;

    internal Reply(string name, ushort type, int flags = 0x8180, ushort id = 0x1234)
    {
        Word(id);
        Word(flags);
        Word(1);
        Word(0);
        Word(0);
        Word(0);
        _bytes.AddRange(DnsName.Encode(name)!);
        Word(type);
        Word(1);
    }

    internal Reply Answer(string name, ushort type, byte[] data, int @class = 1) => Answer(DnsName.Encode(name)!, type, data, @class);

    internal Reply Answer(byte[] name, ushort type, byte[] data, int @class = 1)
    {
        _bytes.AddRange(name);
        Word(type);
        Word(@class);
        Word(0);
        Word(60);
        Word(data.Length);
        _bytes.AddRange(data);
        _answers++;
        return this;
    }

    internal Reply Address(string name, string address)
    {
        var parsed = IPAddress.Parse(address);
        return Answer(name, parsed.GetAddressBytes().Length == 4 ? DnsMessage.A : DnsMessage.Aaaa, parsed.GetAddressBytes());
    }

    internal Reply Alias(string name, string target) => Answer(name, DnsMessage.Cname, DnsName.Encode(target)!);

    internal byte[] ToArray()
    {
        byte[] message = [.. _bytes];
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(6), (ushort)_answers);
        return message;
    }

    internal DnsResponse Read() => DnsMessage.Parse(ToArray())!;

    private void Word(int value)
    {
        _bytes.Add((byte)(value >> 8));
        _bytes.Add((byte)value);
    }
}
