using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>Dumps against a scripted kernel, seen through the list of links.</summary>
public class DumpTests
{
    [Fact]
    public void Rows_of_several_datagrams_are_one_list()
    {
        FakePeer peer = new(s => [[.. Wire.Link(s[0], 1, "lo"), .. Wire.Link(s[0], 2, "a")], Wire.Link(s[0], 3, "b"), Wire.DoneMessage(s[0])]);

        Assert.Equal(["lo", "a", "b"], Names(peer));
        // RTM_GETLINK, NLM_F_REQUEST | NLM_F_DUMP, a whole ifinfomsg (strict checking wants it), IFLA_EXT_MASK.
        Assert.Equal([40, 0, 0, 0, 18, 0, 1, 3, 1, 0, 0, 0, 0, 0, 0, 0, .. new byte[16], 8, 0, 29, 0, 8, 0, 0, 0], Assert.Single(peer.Sent));
    }

    [Fact]
    public void An_empty_dump_is_an_empty_list() => Assert.Empty(Names(new FakePeer(s => [Wire.DoneMessage(s[0])])));

    [Fact]
    public void Answers_to_something_older_are_skipped()
    {
        FakePeer peer = new(
            s =>
            [
                Wire.Link(s[0] - 1, 9, "stale"), Wire.DoneMessage(s[0] - 1), Wire.Ack(s[0] - 1, 22), Wire.Link(0, 8, "notification"),
                Wire.Message(1, 0, s[0]), Wire.Link(s[0], 1, "lo"), Wire.DoneMessage(s[0]),
            ]);

        Assert.Equal(["lo"], Names(peer));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_interrupted_dump_is_read_to_its_end_and_started_again(bool flagOnDone)
    {
        int interrupted = Wire.Multi | Wire.Interrupted;
        Func<uint[], byte[][]> bad = flagOnDone
            ? s => [Wire.Link(s[0], 1, "lo"), Wire.DoneMessage(s[0], 0, interrupted)]
            : s => [Wire.Link(s[0], 1, "wrong", interrupted), Wire.Link(s[0], 2, "wrong"), Wire.DoneMessage(s[0])];
        FakePeer peer = new(bad, bad, s => [Wire.Link(s[0], 1, "lo"), Wire.DoneMessage(s[0])]);

        Assert.Equal(["lo"], Names(peer));
        Assert.Equal(3, peer.Sent.Count);
    }

    [Fact]
    public void A_dump_that_is_always_interrupted_ends_in_a_typed_error()
    {
        Func<uint[], byte[][]> bad = s => [Wire.Link(s[0], 1, "lo", Wire.Multi | Wire.Interrupted), Wire.DoneMessage(s[0])];
        FakePeer peer = new([.. Enumerable.Repeat(bad, NetlinkExchange.MaxDumpAttempts)]);

        NetlinkDumpInterruptedException error = Assert.Throws<NetlinkDumpInterruptedException>(() => Names(peer));

        Assert.Equal(NetlinkExchange.MaxDumpAttempts, error.Attempts);
        Assert.Equal(NetlinkExchange.MaxDumpAttempts, peer.Sent.Count);
        Assert.Contains("list links", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_instead_of_rows_is_thrown()
    {
        NetlinkException error = Assert.Throws<NetlinkException>(() => Names(new FakePeer(s => [Wire.Ack(s[0], 95, Wire.Text(1, "no such dump"))])));

        Assert.Equal((Errno.EOPNOTSUPP, "no such dump", "list links"), (error.Errno, error.KernelMessage, error.Operation));
    }

    [Fact]
    public void An_error_in_the_middle_and_one_at_the_end_are_thrown_and_the_connection_goes_on()
    {
        FakePeer peer = new(
            s => [Wire.Link(s[0], 1, "lo"), Wire.Ack(s[0], 12)],
            s => [Wire.Link(s[0], 1, "lo"), Wire.DoneMessage(s[0], 22, Wire.Multi, Wire.Text(1, "at the end"))],
            s => [Wire.Link(s[0], 1, "lo"), Wire.DoneMessage(s[0])]);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(Errno.ENOMEM, Assert.Throws<NetlinkException>(() => connection.Links.List()).Errno);
        Assert.Equal("at the end", Assert.Throws<NetlinkException>(() => connection.Links.List()).KernelMessage);
        Assert.Single(connection.Links.List());
    }

    [Fact]
    public void A_row_that_cannot_be_read_fails_the_dump_but_not_the_next_one()
    {
        byte[] shortMtu = Wire.Attribute(4, [1]);
        FakePeer peer = new(
            s => [Wire.Message(Wire.NewLink, Wire.Multi, s[0], Wire.LinkHeader(1), shortMtu), Wire.Link(s[0], 2, "a"), Wire.DoneMessage(s[0])],
            s => [Wire.Link(s[0], 1, "lo"), Wire.DoneMessage(s[0])]);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => connection.Links.List()).Errno);
        // A dump that is not read to its end keeps the kernel from starting another on the same socket (EBUSY).
        Assert.Equal(0, peer.Unread);
        Assert.Equal("lo", Assert.Single(connection.Links.List()).Name);
    }

    [Fact]
    public void A_datagram_longer_than_the_buffer_is_read_whole()
    {
        byte[] large = Wire.Attribute(99, new byte[60_000]);
        FakePeer peer = new(
            s => [Wire.Message(Wire.NewLink, Wire.Multi, s[0], Wire.LinkHeader(5), large, Wire.Text(3, "sriov0")), Wire.DoneMessage(s[0])]);

        Assert.Equal(["sriov0"], Names(peer));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(20_000)]
    [InlineData(40_000)]
    public void Datagrams_that_fill_one_buffer_after_the_other_are_one_list(int size)
    {
        // With a byte behind the attributes, and no padding: where the next datagram starts is ours to say.
        FakePeer peer = new(s => [.. Enumerable.Range(1, 400_000 / size).Select(i =>
            Wire.Message(Wire.NewLink, Wire.Multi, s[0], Wire.LinkHeader(i), Wire.Attribute(99, new byte[size]), Wire.Text(3, $"l{i}"), [0])[..^3]), Wire.DoneMessage(s[0])]);

        Assert.Equal(Enumerable.Range(1, 400_000 / size).Select(i => $"l{i}"), Names(peer));
    }

    [Fact]
    public void Other_messages_among_the_rows_are_no_rows() =>
        Assert.Equal(["lo"], Names(new FakePeer(s => [Wire.Message(20, Wire.Multi, s[0], new byte[8]), Wire.Link(s[0], 1, "lo"), Wire.DoneMessage(s[0])])));

    [Fact]
    public void An_overrun_and_an_empty_datagram_are_errors()
    {
        Assert.Equal(Errno.ENOBUFS, Assert.Throws<NetlinkException>(() => Names(new FakePeer(s => [Wire.Message(4, 0, s[0])]))).Errno);
        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => Names(new FakePeer(s => [[]]))).Errno);
    }

    private static List<string> Names(FakePeer peer)
    {
        using var connection = new NetlinkConnection(peer);
        return [.. connection.Links.List().Select(link => link.Name)];
    }
}
