using System.Buffers.Binary;
using System.Text;

namespace LinuxNetns.Tests;

public sealed class InotifyParserTests
{
    [Fact]
    public void Nothing_is_no_event() => Assert.Empty(Parse([]));

    [Fact]
    public void An_event_of_the_directory_itself_has_no_name() =>
        Assert.Equal([new InotifyEvent(3, Interop.IN_DELETE_SELF, null)], Parse(Event(3, Interop.IN_DELETE_SELF, "", 0)));

    [Fact]
    public void Several_events_are_read_in_order_without_their_padding()
    {
        byte[] buffer = [.. Event(1, Interop.IN_CREATE, "red", 16), .. Event(1, Interop.IN_DELETE, "red", 16), .. Event(2, Interop.IN_IGNORED, "", 0), .. Event(1, Interop.IN_CREATE, "blau-grün", 32)];

        Assert.Equal(
            [new(1, Interop.IN_CREATE, "red"), new(1, Interop.IN_DELETE, "red"), new(2, Interop.IN_IGNORED, null), new(1, Interop.IN_CREATE, "blau-grün")],
            Parse(buffer));
    }

    [Fact]
    public void An_overflow_belongs_to_no_watch()
    {
        InotifyEvent e = Assert.Single(Parse(Event(-1, Interop.IN_Q_OVERFLOW, "", 0)));

        Assert.Equal(-1, e.Watch);
        Assert.True(e.IsOverflow);
        Assert.False(e.IsNameGone);
    }

    [Theory]
    [InlineData(Interop.IN_DELETE, "red", true)]
    [InlineData(Interop.IN_MOVED_FROM, "red", true)]
    [InlineData(Interop.IN_CREATE, "red", false)]
    [InlineData(Interop.IN_DELETE, null, false)]
    public void A_name_is_gone_when_it_is_deleted_or_moved_away(uint mask, string? name, bool gone) => Assert.Equal(gone, new InotifyEvent(1, mask, name).IsNameGone);

    [Fact]
    public void A_rest_that_is_not_whole_is_left_out()
    {
        byte[] whole = Event(1, Interop.IN_CREATE, "red", 16);
        byte[] two = [.. whole, .. Event(1, Interop.IN_CREATE, "blue", 16)];

        for (int length = 0; length < two.Length; length++)
        {
            int expected = length < whole.Length ? 0 : 1;
            Assert.Equal(expected, Parse(two[..length]).Count);
        }
    }

    [Fact]
    public void A_length_beyond_the_buffer_ends_the_reading()
    {
        byte[] buffer = Event(1, Interop.IN_CREATE, "red", 16);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(12), uint.MaxValue);

        Assert.Empty(Parse(buffer));
    }

    [Fact]
    public void A_name_without_padding_or_in_no_encoding_is_read()
    {
        Assert.Equal("abcdefghijklmnop", Assert.Single(Parse(Event(1, Interop.IN_CREATE, "abcdefghijklmnop", 16))).Name);
        byte[] buffer = Event(1, Interop.IN_CREATE, "x", 16);
        buffer[16] = 0xff;
        Assert.Equal("�", Assert.Single(Parse(buffer)).Name);
    }

    private static List<InotifyEvent> Parse(byte[] buffer)
    {
        var events = new List<InotifyEvent>();
        InotifyParser.Parse(buffer, events);
        return events;
    }

    private static byte[] Event(int watch, uint mask, string name, int length)
    {
        byte[] e = new byte[16 + length];
        BinaryPrimitives.WriteInt32LittleEndian(e, watch);
        BinaryPrimitives.WriteUInt32LittleEndian(e.AsSpan(4), mask);
        BinaryPrimitives.WriteInt32LittleEndian(e.AsSpan(12), length);
        Encoding.UTF8.GetBytes(name, e.AsSpan(16));
        return e;
    }
}
