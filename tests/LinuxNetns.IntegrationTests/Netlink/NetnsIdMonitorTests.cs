using System.Runtime.InteropServices;
using LinuxNetns.Netlink;

namespace LinuxNetns.IntegrationTests.Netlink;

public sealed partial class NetnsIdMonitorTests : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);

    private readonly Lab _here = new();

    public void Dispose() => _here.Dispose();

    [Fact]
    public void It_tells_when_an_id_is_assigned_and_when_its_namespace_is_gone()
    {
        using NetnsIdMonitor monitor = Listen();
        Assert.False(monitor.TryRead(out _));
        Assert.False(monitor.Wait(TimeSpan.Zero));
        Assert.False(monitor.Wait(TimeSpan.FromMilliseconds(1)));

        using (var passing = new Lab())
        {
            _here.Namespace.NetnsIds.Set(passing.Namespace.Handle, 11);
            Assert.Equal(new NetnsIdEvent(NetnsIdEventKind.Assigned, 11), Next(monitor));
            Assert.False(monitor.TryRead(out _));
        }

        Assert.Equal(new NetnsIdEvent(NetnsIdEventKind.Removed, 11), Next(monitor));
        Assert.Empty(_here.Namespace.NetnsIds.List());
    }

    [Fact]
    public void Ids_that_the_kernel_assigns_by_itself_are_told_too()
    {
        using NetnsIdMonitor monitor = Listen();
        using var there = new Lab();
        _here.Ip("link add va type veth peer vb");

        _here.Namespace.Links.MoveTo("va", there.Namespace.Handle);

        Assert.Equal(new NetnsIdEvent(NetnsIdEventKind.Assigned, _here.Namespace.NetnsIds.Get(there.Namespace.Handle)!.Value), Next(monitor));
    }

    [Fact]
    public void Lost_events_are_a_resync()
    {
        using NetnsIdMonitor monitor = Listen();
        int smallest = 1;
        Assert.Equal(0, SetSockOpt(monitor.Handle, 1, 8, in smallest, sizeof(int)));
        Lab[] many = [.. Enumerable.Range(0, 40).Select(_ => new Lab())];
        try
        {
            Array.ForEach(many, lab => _here.Namespace.NetnsIds.Set(lab.Namespace.Handle, null));

            var events = new List<NetnsIdEvent>();
            while (monitor.TryRead(out NetnsIdEvent e))
            {
                events.Add(e);
            }

            Assert.Contains(new NetnsIdEvent(NetnsIdEventKind.Resync, -1), events);
            Assert.InRange(events.Count, 1, many.Length - 1);
            Assert.Equal(many.Length, _here.Namespace.NetnsIds.List().Count);
        }
        finally
        {
            Array.ForEach(many, lab => lab.Dispose());
        }

        // It goes on afterwards: the ids of the dead namespaces are told, or lost again.
        Assert.True(monitor.Wait(s_deadline));
    }

    [Fact]
    public void A_timeout_out_of_range_is_refused()
    {
        using NetnsIdMonitor monitor = Listen();

        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.Wait(TimeSpan.FromDays(25)));
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.Wait(TimeSpan.FromSeconds(-2)));
    }

    private NetnsIdMonitor Listen()
    {
        // AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE
        return NetnsIdMonitor.FromHandle(NamespaceWindow.OpenSocket(_here.Namespace.Handle, 16, 3 | 0x80000, 0));
    }

    private static NetnsIdEvent Next(NetnsIdMonitor monitor)
    {
        Assert.True(monitor.Wait(s_deadline), "no event came");
        Assert.True(monitor.TryRead(out NetnsIdEvent e));
        return e;
    }

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetSockOpt(SafeHandle socket, int level, int option, in int value, uint length);
}
