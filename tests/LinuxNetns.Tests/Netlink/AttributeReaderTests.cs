using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class AttributeReaderTests
{
    [Fact]
    public void Odd_lengths_are_padded_to_four()
    {
        byte[] bytes = [.. Wire.Attribute(1, [1]), .. Wire.Attribute(2, [1, 2]), .. Wire.Attribute(3, [1, 2, 3]), .. Wire.Attribute(4, []), .. Wire.Attribute(5, [9])[..5]];

        Assert.Equal([(1, 1), (2, 2), (3, 3), (4, 0), (5, 1)], Read(bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fewer_bytes_than_a_header_at_the_end_are_padding(int bytes) =>
        Assert.Equal([(7, 4)], Read([.. Wire.Attribute(7, new byte[4]), .. new byte[bytes]]));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(0xffff)]
    public void A_length_that_does_not_fit_is_an_error(int length) =>
        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => Read([.. Wire.UInt16(length), 1, 0, 0, 0, 0, 0])).Errno);

    [Fact]
    public void Flags_in_the_type_are_masked() => Assert.Equal([(18, 0)], Read(Wire.Attribute(18 | 0x8000 | 0x4000, [])));

    [Fact]
    public void A_number_too_short_is_an_error() =>
        Assert.Equal(
            Errno.EBADMSG,
            Assert.Throws<NetlinkException>(() =>
            {
                var reader = new AttributeReader(Wire.Attribute(4, [1, 2]));
                Assert.True(reader.TryRead(out NetlinkAttribute attribute));
                _ = attribute.Read<int>();
            }).Errno);

    [Theory]
    [InlineData("lo\0", "lo")]
    [InlineData("lo", "lo")]
    [InlineData("lo\0rest\0", "lo")]
    [InlineData("", "")]
    [InlineData("\0", "")]
    public void A_string_ends_at_its_first_NUL_or_its_end(string bytes, string expected)
    {
        var reader = new AttributeReader(Wire.Attribute(3, [.. bytes.Select(c => (byte)c)]));

        Assert.True(reader.TryRead(out NetlinkAttribute attribute));
        Assert.Equal(expected, attribute.ReadString());
    }

    [Fact]
    public void Nested_attributes_are_read_in_place()
    {
        var outer = new AttributeReader(Wire.Attribute(18, Wire.Text(1, "veth")));
        Assert.True(outer.TryRead(out NetlinkAttribute nest));

        AttributeReader inner = nest.Nested;
        Assert.True(inner.TryRead(out NetlinkAttribute kind));
        Assert.Equal("veth", kind.ReadString());
        Assert.False(inner.TryRead(out _));
        Assert.False(outer.TryRead(out _));
    }

    private static List<(int Type, int Length)> Read(byte[] bytes)
    {
        var attributes = new List<(int, int)>();
        var reader = new AttributeReader(bytes);
        while (reader.TryRead(out NetlinkAttribute attribute))
        {
            attributes.Add((attribute.Type, attribute.Value.Length));
        }

        return attributes;
    }
}
