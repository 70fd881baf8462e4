using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>What happens after an exchange that failed half-way.</summary>
public class NetlinkExchangeTests
{
    private static readonly Func<uint[], byte[][]> s_list = s => [Wire.Link(s[0], 1, "lo"), Wire.DoneMessage(s[0])];

    [Fact]
    public void An_overflow_among_the_answers_of_a_batch_leaves_nothing_for_the_next_exchange()
    {
        FakePeer peer = new(s => [.. s.Select(sequence => Wire.Ack(sequence))], s_list) { Failure = new NetlinkException(Errno.ENOBUFS, "receive"), FailAfter = 2 };
        using var connection = new NetlinkConnection(peer);
        NetlinkBatch batch = connection.CreateBatch();
        foreach (string name in (string[])["a", "b", "c", "d"])
        {
            batch.Add(new BridgeLink(name));
        }

        Assert.Equal(Errno.ENOBUFS, Assert.Throws<NetlinkException>(() => batch.Execute()).Errno);

        Assert.Equal(0, peer.Unread);
        Assert.Equal("lo", Assert.Single(connection.Links.List()).Name);
    }

    [Fact]
    public void A_dump_that_fails_half_way_is_read_to_its_end()
    {
        FakePeer peer = new(s => [Wire.Link(s[0], 1, "lo"), [1, 2, 3], Wire.Link(s[0], 2, "a"), Wire.DoneMessage(s[0])], s_list);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(Errno.EBADMSG, Assert.Throws<NetlinkException>(() => connection.Links.List()).Errno);

        Assert.Equal(0, peer.Unread);
        Assert.Equal("lo", Assert.Single(connection.Links.List()).Name);
    }

    [Fact]
    public void A_question_that_fails_leaves_nothing_behind()
    {
        FakePeer peer = new(s => [Wire.Message(4, 0, s[0]), Wire.Link(s[0], 1, "lo")], s_list);
        using var connection = new NetlinkConnection(peer);

        Assert.Equal(Errno.ENOBUFS, Assert.Throws<NetlinkException>(() => connection.Links.Get("lo")).Errno);

        Assert.Equal(0, peer.Unread);
        Assert.Equal("lo", Assert.Single(connection.Links.List()).Name);
    }

    [Fact]
    public void Rows_disposed_of_twice_give_their_buffer_back_once()
    {
        using var connection = new NetlinkConnection(new FakePeer(s_list));
        using (LinkRows rows = connection.Links.EnumerateRows())
        {
            // foreach disposes of its copy.
            foreach (LinkRow row in rows)
            {
                Assert.Equal(1, row.Index);
            }

            bool thrown = false;
            try
            {
                _ = rows.GetEnumerator().MoveNext();
            }
            catch (ObjectDisposedException)
            {
                thrown = true;
            }

            Assert.True(thrown, "a buffer that is somebody else's by now was read");
        }
    }

    [Fact]
    public void A_name_of_an_earlier_request_is_not_blamed()
    {
        for (int i = 0; i < 3; i++)
        {
            using var earlier = new NetlinkWriter(new byte[64]);
            earlier.Begin(MessageType.SetLink, HeaderFlags.Ack, default(InterfaceInfo));
            earlier.Attribute(4, 1500, "Mtu");
            earlier.Attribute(27, 1, "Group");
        }

        using var writer = new NetlinkWriter(stackalloc byte[64]);
        writer.Begin(MessageType.SetLink, HeaderFlags.Ack, default(InterfaceInfo));
        writer.Attribute(13, 1000, "TransmitQueueLength");
        writer.RawBytes([8, 0, 27, 0, 1, 0, 0, 0]);

        Assert.Equal("TransmitQueueLength", writer.PropertyAt(32));
        Assert.Null(writer.PropertyAt(40));

        writer.Rewind(32, 1);
        writer.RawBytes([8, 0, 27, 0, 1, 0, 0, 0]);
        Assert.Null(writer.PropertyAt(32));
    }

    [Fact]
    public void What_is_too_long_for_an_attribute_is_refused_before_anything_is_sent()
    {
        FakePeer peer = new();
        using var connection = new NetlinkConnection(peer);

        Assert.Throws<ArgumentException>(() => connection.Links.Change(1, new Link { Alias = new string('x', 70_000) }));
        Assert.Empty(peer.Sent);
    }

    [Fact]
    public void A_batch_of_long_requests_is_sent_in_parts()
    {
        Func<uint[], byte[][]> ack = s => [.. s.Select(sequence => Wire.Ack(sequence))];
        FakePeer peer = new(ack, ack);
        using var connection = new NetlinkConnection(peer);
        NetlinkBatch batch = connection.CreateBatch();
        for (int i = 0; i < 5; i++)
        {
            batch.Add(new Route($"10.{i}.0.0/16") { NextHops = [.. Enumerable.Range(1, 3500).Select(device => new RouteNextHop { Device = device })] });
        }

        Assert.All(batch.Execute(), result => Assert.True(result.IsSuccess));
        Assert.Equal(2, peer.Sent.Count);
    }

    [Fact]
    public void An_item_that_cannot_be_written_is_told_before_any_other_is_sent()
    {
        foreach ((NetlinkObject bad, Type error) in new (NetlinkObject, Type)[]
        {
            (new Route("10.6.0.0/16") { NextHops = [] }, typeof(ArgumentException)), (new Link("x"), typeof(NotSupportedException)),
            (new VethLink("v") { PeerName = "w", PeerNamespace = default(NetnsReference) }, typeof(ArgumentException)),
        })
        {
            FakePeer peer = new();
            using var connection = new NetlinkConnection(peer);
            NetlinkBatch batch = connection.CreateBatch();
            for (int i = 0; i < 300; i++)
            {
                batch.Add(new Route("10.6.0.0/16") { Device = 7, Priority = (uint)i });
            }

            batch.Add(new Route("10.7.0.0/16") { Device = "nobody0" }).Add(bad);

            Assert.Equal(error, Assert.ThrowsAny<Exception>(() => batch.Execute()).GetType());
            Assert.Empty(peer.Sent);
        }
    }

    [Fact]
    public void A_name_is_looked_up_after_the_links_before_it_are_made_anew()
    {
        Func<uint[], byte[][]> ack = s => [.. s.Select(sequence => Wire.Ack(sequence))];
        FakePeer peer = new(s => [Wire.Link(s[0], 5, "a", flags: 0)], ack, s => [Wire.Link(s[0], 9, "a", flags: 0)], ack);
        using var connection = new NetlinkConnection(peer);

        connection.CreateBatch().Delete(new Link("a")).Add(new BridgeLink("a")).Add(new InterfaceAddress("a", "10.1.1.1/24")).Execute();

        Assert.Equal(9, BitConverter.ToInt32(peer.Sent[3], 20));
    }
}
