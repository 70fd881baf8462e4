using System.Net;
using System.Net.NetworkInformation;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>What the writer writes the reader reads, for values of every sort in any order and depth.</summary>
public class CodecPropertyTests
{
    private static readonly Config s_config = Config.QuickThrowOnFailure.WithMaxTest(2000);

    [Fact]
    public void Attributes_are_read_as_they_were_written() => Prop.ForAll(Arb.From(Pieces(2), Shrunk), RoundTrip).Check(s_config);

    [Fact]
    public void A_message_ends_where_the_next_begins() => Prop.ForAll(Arb.From(Pieces(1), Shrunk), Arb.From(Pieces(1), Shrunk), (first, second) =>
    {
        var reader = new NetlinkReader(Written((MessageType.NewLink, first), (MessageType.NewRoute, second)));

        Assert.True(reader.TryRead(out NetlinkMessage message));
        Assert.Equal(MessageType.NewLink, message.Header.Type);
        AssertRead(first, message);
        Assert.True(reader.TryRead(out message));
        Assert.Equal(MessageType.NewRoute, message.Header.Type);
        AssertRead(second, message);
        Assert.False(reader.TryRead(out _));
    }).Check(s_config);

    private static void RoundTrip(Piece[] pieces)
    {
        byte[] written = Written((MessageType.NewLink, pieces));
        var reader = new NetlinkReader(written);

        Assert.Equal(0, written.Length % 4);
        Assert.True(reader.TryRead(out NetlinkMessage message));
        AssertRead(pieces, message);
        Assert.False(reader.TryRead(out _));
    }

    private static byte[] Written(params (MessageType Type, Piece[] Pieces)[] messages)
    {
        var writer = new NetlinkWriter(stackalloc byte[64]);
        try
        {
            foreach ((MessageType type, Piece[] pieces) in messages)
            {
                writer.Begin(type, HeaderFlags.None, new RoutingFamily());
                Write(ref writer, pieces);
                writer.End();
            }

            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static void Write(ref NetlinkWriter writer, Piece[] pieces)
    {
        foreach (Piece piece in pieces)
        {
            switch (piece.Sort)
            {
                case Sort.Byte:
                    writer.Attribute(piece.Type, (byte)piece.Number);
                    break;
                case Sort.UInt16:
                    writer.Attribute(piece.Type, (ushort)piece.Number);
                    break;
                case Sort.UInt32:
                    writer.Attribute(piece.Type, (uint)piece.Number);
                    break;
                case Sort.UInt64:
                    writer.Attribute(piece.Type, piece.Number);
                    break;
                case Sort.Bool:
                    writer.Attribute(piece.Type, (bool?)(piece.Number % 2 == 1));
                    break;
                case Sort.BigEndian16:
                    writer.BigEndian(piece.Type, (ushort)piece.Number);
                    break;
                case Sort.BigEndian32:
                    writer.BigEndian(piece.Type, (uint)piece.Number);
                    break;
                case Sort.Flag:
                    writer.Flag(piece.Type, true);
                    break;
                case Sort.Text:
                    writer.Attribute(piece.Type, piece.Text);
                    break;
                case Sort.Bytes:
                    writer.Bytes(piece.Type, piece.Bytes);
                    break;
                case Sort.Address:
                    writer.Attribute(piece.Type, new IPAddress(piece.Bytes));
                    break;
                case Sort.PhysicalAddress:
                    writer.Attribute(piece.Type, new PhysicalAddress(piece.Bytes));
                    break;
                case Sort.Nest:
                    int start = writer.BeginNested(piece.Type);
                    Write(ref writer, piece.Inside);
                    writer.EndNested(start);
                    break;
            }

            // Null is nothing, of whatever sort.
            writer.Attribute(piece.Type, default(uint?));
            writer.Attribute(piece.Type, default(string));
            writer.Flag(piece.Type, false);
        }
    }

    private static void AssertRead(Piece[] pieces, NetlinkMessage message)
    {
        _ = message.Read<RoutingFamily>(out AttributeReader attributes);
        AssertRead(pieces, attributes);
    }

    private static void AssertRead(Piece[] pieces, AttributeReader attributes)
    {
        foreach (Piece piece in pieces)
        {
            Assert.True(attributes.TryRead(out NetlinkAttribute attribute));
            Assert.Equal(piece.Type, attribute.Type);
            switch (piece.Sort)
            {
                case Sort.Byte:
                    Assert.Equal((byte)piece.Number, attribute.Read<byte>());
                    break;
                case Sort.UInt16:
                    Assert.Equal((ushort)piece.Number, attribute.Read<ushort>());
                    break;
                case Sort.UInt32:
                    Assert.Equal((uint)piece.Number, attribute.Read<uint>());
                    break;
                case Sort.UInt64:
                    Assert.Equal(piece.Number, attribute.Read<ulong>());
                    break;
                case Sort.Bool:
                    Assert.Equal(piece.Number % 2 == 1, attribute.ReadBool());
                    break;
                case Sort.BigEndian16:
                    Assert.Equal([(byte)(piece.Number >> 8), (byte)piece.Number], attribute.Value.ToArray());
                    Assert.Equal((ushort)piece.Number, attribute.ReadBigEndian16());
                    break;
                case Sort.BigEndian32:
                    Assert.Equal((uint)piece.Number, attribute.ReadBigEndian32());
                    break;
                case Sort.Flag:
                    Assert.True(attribute.Value.IsEmpty);
                    break;
                case Sort.Text:
                    Assert.Equal(piece.Text, attribute.ReadString());
                    Assert.Equal(Encoding.UTF8.GetByteCount(piece.Text) + 1, attribute.Value.Length);
                    break;
                case Sort.Bytes:
                    Assert.Equal(piece.Bytes, attribute.Value.ToArray());
                    break;
                case Sort.Address:
                    Assert.Equal(new IPAddress(piece.Bytes), attribute.ReadAddress());
                    break;
                case Sort.PhysicalAddress:
                    Assert.Equal(new PhysicalAddress(piece.Bytes), attribute.ReadPhysicalAddress());
                    break;
                case Sort.Nest:
                    AssertRead(piece.Inside, attribute.Nested);
                    break;
            }
        }

        Assert.False(attributes.TryRead(out _));
    }

    private static Gen<Piece[]> Pieces(int depth) =>
        from count in Gen.Choose(0, 8)
        from pieces in Gen.ArrayOf(APiece(depth), count)
        select pieces;

    private static Gen<Piece> APiece(int depth) =>
        from sort in Gen.Elements(Enum.GetValues<Sort>().Where(sort => depth > 0 || sort != Sort.Nest))
        from type in Gen.Choose(0, 0x3fff)
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from text in Gen.ArrayOf(Gen.Elements('a', 'Z', '0', '-', ' ', '/', 'ä', '€', '\u4e2d', '\x7f'))
        from length in sort == Sort.Address ? Gen.Elements(4, 16) : Gen.Choose(0, 33)
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255).Select(b => (byte)b), length)
        from inside in sort == Sort.Nest ? Pieces(depth - 1) : Gen.Constant(Array.Empty<Piece>())
        select new Piece(sort, type, ((ulong)(uint)high << 32) | (uint)low, new string(text), bytes, inside);

    private static IEnumerable<Piece[]> Shrunk(Piece[] pieces) => pieces.Select((_, without) => pieces.Where((_, at) => at != without).ToArray());

    private enum Sort
    {
        Byte,
        UInt16,
        UInt32,
        UInt64,
        Bool,
        BigEndian16,
        BigEndian32,
        Flag,
        Text,
        Bytes,
        Address,
        PhysicalAddress,
        Nest,
    }

    private sealed record Piece(Sort Sort, int Type, ulong Number, string Text, byte[] Bytes, Piece[] Inside);
}
