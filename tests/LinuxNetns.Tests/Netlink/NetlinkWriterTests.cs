using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class NetlinkWriterTests
{
    [Fact]
    public void A_request_is_written_as_the_kernel_reads_it()
    {
        using var writer = new NetlinkWriter(stackalloc byte[128]);
        writer.Begin(MessageType.SetLink, HeaderFlags.Ack, new InterfaceInfo { Index = 3, Flags = LinkFlags.Up, Change = LinkFlags.Up });
        writer.Attribute(28, 42);
        writer.Attribute(3, "eth0");
        writer.End();

        byte[] expected =
        [
            52, 0, 0, 0, 19, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0,       // nlmsghdr: RTM_SETLINK, NLM_F_REQUEST | NLM_F_ACK
            0, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0,         // ifinfomsg
            8, 0, 28, 0, 42, 0, 0, 0,                               // IFLA_NET_NS_FD
            9, 0, 3, 0, (byte)'e', (byte)'t', (byte)'h', (byte)'0', 0, 0, 0, 0,
        ];
        Assert.Equal(expected, writer.Written.ToArray());
        Assert.Equal(1, writer.Count);
    }

    [Fact]
    public void A_one_byte_structure_is_padded_with_zeroes()
    {
        Span<byte> dirty = stackalloc byte[64];
        dirty.Fill(0xff);
        using var writer = new NetlinkWriter(dirty);
        writer.Begin(MessageType.GetNetnsId, HeaderFlags.None, default(RoutingFamily));
        writer.End();

        Assert.Equal([20, 0, 0, 0, 90, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], writer.Written.ToArray());
    }

    [Fact]
    public void It_grows_past_the_buffer_it_was_given_and_keeps_what_it_has()
    {
        using var writer = new NetlinkWriter(stackalloc byte[24]);
        for (int i = 0; i < 100; i++)
        {
            writer.Begin(MessageType.GetNetnsId, HeaderFlags.None, default(RoutingFamily));
            writer.Attribute(3, i);
            writer.End();
        }

        Assert.Equal(100, writer.Count);
        Assert.Equal(2800, writer.Written.Length);
        var reader = new NetlinkReader(writer.Written);
        for (int i = 0; i < 100; i++)
        {
            Assert.True(reader.TryRead(out NetlinkMessage message));
            _ = message.Read<RoutingFamily>(out AttributeReader attributes);
            Assert.True(attributes.TryRead(out NetlinkAttribute attribute));
            Assert.Equal(i, attribute.Read<int>());
        }
    }
}
