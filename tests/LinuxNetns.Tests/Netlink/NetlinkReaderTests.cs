using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class NetlinkReaderTests
{
    [Fact]
    public void Messages_come_in_order_with_their_payloads()
    {
        List<(MessageType Type, uint Sequence, byte[] Payload)> messages = Read([.. Wire.Message(16, 2, 5, [1, 2, 3, 4]), .. Wire.Message(3, 2, 6)]);

        Assert.Equal([(MessageType)16, MessageType.Done], messages.Select(message => message.Type));
        Assert.Equal([5u, 6u], messages.Select(message => message.Sequence));
        Assert.Equal([1, 2, 3, 4], messages[0].Payload);
        Assert.Empty(messages[1].Payload);
    }

    [Fact]
    public void The_last_message_need_not_be_padded()
    {
        byte[] odd = Wire.Message(16, 0, 5, [1, 2, 3]);

        Assert.Equal([1, 2, 3], Assert.Single(Read(odd[..19])).Payload);
        Assert.Equal([1, 2, 3], Assert.Single(Read(odd)).Payload);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    public void A_truncated_header_is_an_error(int bytes)
    {
        NetlinkException error = Assert.Throws<NetlinkException>(() => Read([.. Wire.Message(16, 0, 1), .. new byte[bytes]]));

        Assert.Equal(Errno.EBADMSG, error.Errno);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(15u)]
    [InlineData(21u)]
    [InlineData(0x7fffffffu)]
    [InlineData(0xffffffffu)]
    public void A_length_that_does_not_fit_is_an_error(uint length)
    {
        byte[] message = [.. BitConverter.GetBytes(length), .. new byte[16]];

        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => Read(message)).Errno);
    }

    [Fact]
    public void A_payload_shorter_than_its_structure_is_an_error() =>
        Assert.Equal(
            Errno.EBADMSG,
            Assert.Throws<NetlinkException>(() =>
            {
                var reader = new NetlinkReader(Wire.Message(Wire.NewLink, 0, 1, new byte[15]));
                Assert.True(reader.TryRead(out NetlinkMessage message));
                _ = message.Read<InterfaceInfo>(out _);
            }).Errno);

    private static List<(MessageType Type, uint Sequence, byte[] Payload)> Read(byte[] datagram)
    {
        var messages = new List<(MessageType, uint, byte[])>();
        var reader = new NetlinkReader(datagram);
        while (reader.TryRead(out NetlinkMessage message))
        {
            messages.Add((message.Header.Type, message.Header.Sequence, message.Payload.ToArray()));
        }

        return messages;
    }
}
