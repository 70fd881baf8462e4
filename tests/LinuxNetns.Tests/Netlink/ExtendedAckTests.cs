using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class ExtendedAckTests
{
    [Fact]
    public void An_error_without_attributes_has_only_its_number()
    {
        ExtendedAck ack = Error(Convert.FromHexString(Recorded.UnknownDevice));

        Assert.Equal((Errno.ENODEV, null, null, null), (ack.Errno, ack.Message, ack.Offset, ack.MissingAttribute));
    }

    [Fact]
    public void The_kernels_message_and_offset_are_read()
    {
        ExtendedAck ack = Error(Convert.FromHexString(Recorded.UnknownNetnsId));

        Assert.Equal((Errno.ENOENT, "Peer netns reference is invalid", 20), (ack.Errno, ack.Message, ack.Offset));
        Assert.Equal("nsid is missing", Error(Convert.FromHexString(Recorded.NetnsIdMissing)).Message);
    }

    [Fact]
    public void A_missing_attribute_is_read()
    {
        ExtendedAck ack = Error(Wire.Ack(1, 22, Wire.Attribute(5, Wire.Int32(9)), Wire.Text(1, "required attribute missing")));

        Assert.Equal((Errno.EINVAL, 9, "required attribute missing"), (ack.Errno, ack.MissingAttribute, ack.Message));
    }

    [Fact]
    public void Attributes_follow_the_whole_request_when_it_was_not_capped()
    {
        // The request had 21 bytes: its five-byte payload is padded to eight.
        byte[] request = [.. Wire.Int32(21), .. new byte[12], .. new byte[8]];

        ExtendedAck ack = Error(Wire.Message(Wire.Error, Wire.AckAttributes, 1, Wire.Int32(-22), request, Wire.Text(1, "far away")));

        Assert.Equal("far away", ack.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(1000)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_request_length_that_lies_does_no_harm(int length)
    {
        byte[] request = [.. Wire.Int32(length), .. new byte[12]];

        Assert.Equal(Errno.EINVAL, Error(Wire.Message(Wire.Error, Wire.AckAttributes, 1, Wire.Int32(-22), request)).Errno);
    }

    [Fact]
    public void The_end_of_a_dump_may_carry_an_error_and_its_message()
    {
        Assert.Equal((Errno.EINVAL, "Invalid target"), Done(Wire.DoneMessage(1, 22, Wire.Multi, Wire.Text(1, "Invalid target"))));
        Assert.Equal((Errno.None, null), Done(Wire.DoneMessage(1)));
        Assert.Equal((Errno.None, null), Done(Wire.Message(Wire.Done, Wire.Multi, 1)));
        Assert.Equal((Errno.None, null), Done(Wire.DoneMessage(1, -5)));
    }

    [Fact]
    public void An_error_too_short_for_its_number_is_malformed() =>
        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => Error(Wire.Message(Wire.Error, 0, 1, [1, 2]))).Errno);

    [Fact]
    public void The_exception_tells_all_of_it()
    {
        NetlinkException error = Error(Convert.FromHexString(Recorded.UnknownNetnsId)).ToException("look up netns id 999");

        Assert.Equal("look up netns id 999", error.Operation);
        Assert.Equal((Errno.ENOENT, "Peer netns reference is invalid", 20), (error.Errno, error.KernelMessage, error.Offset));
        Assert.Equal("Cannot look up netns id 999: No such file or directory (ENOENT); the kernel says: Peer netns reference is invalid.", error.Message);
        Assert.EndsWith(
            "Operation not permitted (EPERM). It needs CAP_NET_ADMIN in the user namespace that owns the network namespace.",
            Error(Wire.Ack(1, 1)).ToException("set link \"lo\" up").Message,
            StringComparison.Ordinal);
        Assert.Contains("attribute 9 is missing", new NetlinkException(Errno.EINVAL, "x", null, null, 9).Message, StringComparison.Ordinal);
    }

    private static ExtendedAck Error(byte[] datagram)
    {
        var reader = new NetlinkReader(datagram);
        Assert.True(reader.TryRead(out NetlinkMessage message));
        return ExtendedAck.ReadError(message);
    }

    private static (Errno Errno, string? Message) Done(byte[] datagram)
    {
        var reader = new NetlinkReader(datagram);
        Assert.True(reader.TryRead(out NetlinkMessage message));
        ExtendedAck ack = ExtendedAck.ReadDone(message);
        return (ack.Errno, ack.Message);
    }
}
