using System.Net.Sockets;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

/// <summary>The stream of events against a scripted kernel: news from one peer, lists from the other.</summary>
public class EventStreamTests
{
    private const int DeleteLink = 17;

    private static readonly NetlinkMonitorOptions s_links = new() { Topics = NetlinkTopics.Links };

    [Fact]
    public void A_loss_is_made_up_by_differences_what_is_gone_first()
    {
        FakePeer news = new() { NonBlocking = true };
        EventStream stream = Start(news, s_links, s => [Wire.Link(s[0], 1, "lo"), Wire.Link(s[0], 2, "a"), Wire.Link(s[0], 3, "b"), Wire.DoneMessage(s[0])],
            s => [Wire.Link(s[0], 1, "lo"), Wire.Link(s[0], 3, "renamed"), Wire.Link(s[0], 4, "c"), Wire.DoneMessage(s[0])]);
        Assert.Equal(["Existing lo", "Existing a", "Existing b", "Listening "], ReadAll(stream));

        news.Failure = new NetlinkException(Errno.ENOBUFS, "receive");
        news.Enqueue(Wire.Link(0, 2, "old news"));

        Assert.Equal(["Resync ", "Removed a", "Changed renamed", "Added c", "Listening "], ReadAll(stream));
        // What waited is older than the list.
        Assert.Equal(0, news.Unread);
    }

    [Fact]
    public void Counters_and_a_change_mask_are_no_difference()
    {
        FakePeer news = new() { NonBlocking = true };
        Func<uint[], byte[][]> list(byte counter) => s =>
            [Wire.Message(Wire.NewLink, Wire.Multi, s[0], Wire.LinkHeader(1), Wire.Text(3, "lo"), Wire.Attribute(23, [counter, .. new byte[191]])), Wire.DoneMessage(s[0])];
        EventStream stream = Start(news, s_links, list(1), list(2));
        _ = ReadAll(stream);

        news.Failure = new NetlinkException(Errno.ENOBUFS, "receive");

        Assert.Equal(["Resync ", "Listening "], ReadAll(stream));
    }

    [Fact]
    public void With_notices_only_nothing_is_listed_and_what_waited_is_dropped_before_the_notice()
    {
        FakePeer news = new() { NonBlocking = true };
        EventStream stream = Start(news, s_links with { Resync = NetlinkResync.NoticeOnly, IncludeExisting = false });
        Assert.Equal(["Listening "], ReadAll(stream));

        news.Enqueue(Wire.Link(0, 2, "a"));
        Assert.Equal(["Changed a"], ReadAll(stream));
        news.Failure = new NetlinkException(Errno.ENOBUFS, "receive");
        news.Enqueue(Wire.Link(0, 2, "old news"));
        Assert.Equal(["Resync "], ReadAll(stream));
    }

    [Fact]
    public void A_bridge_port_is_no_link_and_a_long_datagram_is_read_whole()
    {
        FakePeer news = new() { NonBlocking = true };
        EventStream stream = Start(news, s_links with { IncludeExisting = false }, s => [Wire.DoneMessage(s[0])]);
        byte[] port = Wire.LinkHeader(2);
        port[0] = 7;
        news.Enqueue(
            Wire.Message(DeleteLink, 0, 0, port, Wire.Text(3, "a")),
            Wire.Join([.. Enumerable.Range(10, 500).Select(i => Wire.Link(0, i, "many"))]));

        Assert.Equal(501, ReadAll(stream).Count);
    }

    [Fact]
    public void An_advertised_prefix_is_told()
    {
        FakePeer news = new() { NonBlocking = true };
        EventStream stream = Start(news, new NetlinkMonitorOptions { Topics = NetlinkTopics.Prefixes });
        _ = ReadAll(stream);
        // struct prefixmsg: AF_INET6, ifindex 3, type 3, /64, on-link | autoconf
        news.Enqueue(Wire.Message(
            52, 0, 0, [10, 0, 0, 0, 3, 0, 0, 0, 3, 64, 3, 0], Wire.Attribute(1, [0xfd, .. new byte[15]]), Wire.Attribute(2, [.. Wire.Int32(600), .. Wire.Int32(-1)])));

        Assert.True(stream.TryRead(out NetlinkEvent? e));
        AdvertisedPrefix prefix = Assert.IsType<AdvertisedPrefix>(e.Item);
        Assert.Equal(("fd00::", 64, true, true, 3), (prefix.Address.ToString(), prefix.Length, prefix.IsOnLink, prefix.IsForAutoconfiguration, prefix.Link.Index));
        Assert.Equal((TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan), (prefix.PreferredLifetime, prefix.ValidLifetime));
    }

    [Fact]
    public void Routes_that_a_list_missed_in_a_change_are_told_when_the_table_rests()
    {
        FakePeer news = new() { NonBlocking = true };
        var clock = new Clock();
        var lists = new FakePeer(
            During(() => news.Enqueue(Route(0, 2)), 1),
            During(() => news.Enqueue(Route(0, 3)), 2, 3),
            During(() => { }, 1, 2, 3, 4));
        var stream = new EventStream(
            news, new NetlinkExchange(lists), new NetlinkMonitorOptions { Topics = NetlinkTopics.Routes, Family = AddressFamily.InterNetworkV6 }, clock);
        Assert.Equal(["Existing 1", "Listening", "Added 2"], ReadRoutes(stream));
        Assert.False(stream.MustSynchronize);

        clock.Pass(stream.SynchronizeIn!.Value);
        Assert.Equal(["Added 3"], ReadRoutes(stream));

        // The second list, in which 1 was missing, was not believed; the next one comes later.
        Assert.False(stream.MustSynchronize);
        clock.Pass(stream.SynchronizeIn!.Value);
        Assert.Equal(["Added 4"], ReadRoutes(stream));
        Assert.Null(stream.SynchronizeIn);
    }

    [Fact]
    public void After_a_loss_a_list_that_was_disturbed_is_made_again()
    {
        FakePeer news = new() { NonBlocking = true };
        EventStream stream = Start(
            news,
            new NetlinkMonitorOptions { Topics = NetlinkTopics.Routes, Family = AddressFamily.InterNetworkV6 },
            During(() => { }, 1, 2),
            During(() => news.Enqueue(Route(0, 3)), 2),
            During(() => { }, 1, 2, 3));
        Assert.Equal(["Existing 1", "Existing 2", "Listening"], ReadRoutes(stream));

        news.Failure = new NetlinkException(Errno.ENOBUFS, "receive");

        Assert.Equal(["Resync", "Added 3", "Listening"], ReadRoutes(stream));
        Assert.Null(stream.SynchronizeIn);
    }

    [Fact]
    public void Options_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetlinkMonitorOptions { Topics = NetlinkTopics.None });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetlinkMonitorOptions { Topics = (NetlinkTopics)0x8000 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetlinkMonitorOptions { Family = AddressFamily.Unix });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetlinkMonitorOptions { Resync = (NetlinkResync)9 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetlinkMonitorOptions { ReceiveBufferSize = 100 });
    }

    /// <summary>Stands still but for what is told to pass.</summary>
    private sealed class Clock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        internal void Pass(TimeSpan time) => _now += time.Ticks;
    }

    private static Func<uint[], byte[][]> During(Action happens, params int[] routes) => s =>
    {
        happens();
        return [.. routes.Select(number => Route(s[0], number)), Wire.DoneMessage(s[0])];
    };

    /// <summary>struct rtmsg of fd00::N/128, unicast, in table main.</summary>
    private static byte[] Route(uint sequence, int number) =>
        Wire.Message(24, Wire.Multi, sequence, [10, 128, 0, 0, 254, 3, 0, 1, 0, 0, 0, 0], Wire.Attribute(1, [0xfd, .. new byte[14], (byte)number]));

    private static List<string> ReadRoutes(EventStream stream) => ReadAll(stream, item => item is Route route ? $" {route.Destination.BaseAddress.GetAddressBytes()[15]}" : "");

    private static EventStream Start(FakePeer news, NetlinkMonitorOptions options, params Func<uint[], byte[][]>[] lists) =>
        new(news, new NetlinkExchange(new FakePeer(lists)), options);

    private static List<string> ReadAll(EventStream stream) => ReadAll(stream, item => $" {(item as Link)?.Name}");

    private static List<string> ReadAll(EventStream stream, Func<object?, string> name)
    {
        var events = new List<string>();
        do
        {
            if (stream.MustSynchronize)
            {
                stream.Synchronize();
            }

            while (stream.TryRead(out NetlinkEvent? e))
            {
                events.Add($"{e.Kind}{name(e.Item)}");
            }
        }
        while (stream.MustSynchronize);
        return events;
    }
}
