using System.Buffers.Binary;
using System.Text;

namespace LinuxNetns.Tests.Netlink;

/// <summary>Builds messages byte by byte, on purpose without the codec under test.</summary>
internal static class Wire
{
    internal const int Error = 2;
    internal const int Done = 3;
    internal const int NewLink = 16;
    internal const int Multi = 2;
    internal const int Interrupted = 0x10;
    internal const int Capped = 0x100;
    internal const int AckAttributes = 0x200;

    internal static byte[] Message(int type, int flags, uint sequence, params byte[][] parts)
    {
        byte[] payload = Join(parts);
        byte[] message = [.. Int32(16 + payload.Length), .. UInt16(type), .. UInt16(flags), .. Int32((int)sequence), .. Int32(4711), .. payload];
        return Pad(message);
    }

    internal static byte[] Link(uint sequence, int index, string name, int flags = Multi, uint linkFlags = 0) =>
        Message(NewLink, flags, sequence, LinkHeader(index, linkFlags), Attribute(3, [.. Encoding.UTF8.GetBytes(name), 0]));

    internal static byte[] LinkHeader(int index, uint linkFlags = 0) => [0, 0, 1, 0, .. Int32(index), .. Int32((int)linkFlags), 0, 0, 0, 0];

    /// <summary>NLMSG_ERROR, capped; error 0 is an acknowledgement.</summary>
    internal static byte[] Ack(uint sequence, int error = 0, params byte[][] attributes) =>
        Message(Error, Capped | (attributes.Length > 0 ? AckAttributes : 0), sequence, [Int32(-error), new byte[16], .. attributes]);

    internal static byte[] DoneMessage(uint sequence, int error = 0, int flags = Multi, params byte[][] attributes) =>
        Message(Done, flags | (attributes.Length > 0 ? AckAttributes : 0), sequence, [Int32(-error), .. attributes]);

    internal static byte[] NetnsId(int type, uint sequence, int id) => Message(type, 0, sequence, new byte[4], Attribute(1, Int32(id)));

    internal static byte[] Attribute(int type, byte[] value) => Pad([.. UInt16(4 + value.Length), .. UInt16(type), .. value]);

    internal static byte[] Text(int type, string value) => Attribute(type, [.. Encoding.UTF8.GetBytes(value), 0]);

    internal static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(part => part)];

    internal static byte[] Int32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    internal static byte[] UInt16(int value) => [(byte)value, (byte)(value >> 8)];

    /// <summary>The recorded message with another sequence number.</summary>
    internal static byte[] WithSequence(byte[] datagram, uint sequence)
    {
        byte[] copy = [.. datagram];
        for (int at = 0; at < copy.Length; at += (BinaryPrimitives.ReadInt32LittleEndian(copy.AsSpan(at)) + 3) & ~3)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(at + 8), sequence);
        }

        return copy;
    }

    private static byte[] Pad(byte[] bytes) => [.. bytes, .. new byte[-bytes.Length & 3]];
}
