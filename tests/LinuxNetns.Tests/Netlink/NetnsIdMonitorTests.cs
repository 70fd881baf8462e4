using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public class NetnsIdMonitorTests
{
    private const int New = 88;
    private const int Delete = 89;

    [Fact]
    public void Events_come_in_order_several_from_a_datagram()
    {
        FakePeer peer = new() { NonBlocking = true };
        using var monitor = new NetnsIdMonitor(peer);
        peer.Enqueue([.. Wire.NetnsId(New, 0, 3), .. Wire.NetnsId(Delete, 0, 3)], Wire.Message(16, 0, 0, new byte[16]), Wire.NetnsId(New, 5, 0));

        Assert.Equal([new(NetnsIdEventKind.Assigned, 3), new(NetnsIdEventKind.Removed, 3), new(NetnsIdEventKind.Assigned, 0)], ReadAll(monitor));
        Assert.False(monitor.TryRead(out _));
    }

    [Fact]
    public void An_overflow_is_a_resync_once_all_that_waited_was_read_and_reading_goes_on()
    {
        FakePeer peer = new() { NonBlocking = true, Failure = new NetlinkException(Errno.ENOBUFS, "receive") };
        using var monitor = new NetnsIdMonitor(peer);
        peer.Enqueue(Wire.NetnsId(Delete, 0, 9));

        Assert.Equal([new(NetnsIdEventKind.Removed, 9), new(NetnsIdEventKind.Resync, -1)], ReadAll(monitor));
        peer.Enqueue(Wire.NetnsId(New, 0, 9));
        Assert.Equal([new(NetnsIdEventKind.Assigned, 9)], ReadAll(monitor));
    }

    [Fact]
    public void Another_failure_is_thrown()
    {
        using var monitor = new NetnsIdMonitor(new FakePeer { NonBlocking = true, Failure = new NetlinkException(Errno.ENOMEM, "receive") });

        Assert.Equal(Errno.ENOMEM, Assert.Throws<NetlinkException>(() => monitor.TryRead(out _)).Errno);
    }

    [Fact]
    public void A_long_datagram_is_read_whole()
    {
        FakePeer peer = new() { NonBlocking = true };
        using var monitor = new NetnsIdMonitor(peer);
        peer.Enqueue([.. Enumerable.Range(0, 1000).SelectMany(i => Wire.NetnsId(New, 0, i))]);

        Assert.Equal(Enumerable.Range(0, 1000), ReadAll(monitor).Select(e => e.Id));
    }

    private static List<NetnsIdEvent> ReadAll(NetnsIdMonitor monitor)
    {
        var events = new List<NetnsIdEvent>();
        while (monitor.TryRead(out NetnsIdEvent e))
        {
            events.Add(e);
        }

        return events;
    }
}
