using System.Net.Sockets;
using System.Runtime.InteropServices;
using LinuxNetns.Netlink;

namespace LinuxNetns.Tests.Netlink;

public partial class NetlinkSocketTests
{
    [Fact]
    public void A_group_that_the_kernel_does_not_know_is_left_out_unless_it_is_the_only_one()
    {
        using NetlinkSocket socket = NetlinkSocket.Open(wait: false);

        socket.Join([EventGroup.RTNLGRP_LINK, 1 << 20]);
        socket.Join([1 << 20, EventGroup.RTNLGRP_LINK]);

        Assert.Equal(Errno.EINVAL, Assert.Throws<NetlinkException>(() => socket.Join([1 << 20])).Errno);
    }

    /// <summary>Whoever was not let in must not think that it hears.</summary>
    [Fact]
    public void Another_failure_is_one()
    {
        using NetlinkSocket socket = NetlinkSocket.Open(wait: false);
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        // From here on the descriptor is a socket that has no such groups.
        Assert.NotEqual(-1, Dup2((int)other.Handle, (int)socket.Handle.DangerousGetHandle()));

        Assert.Equal(Errno.ENOPROTOOPT, Assert.Throws<NetlinkException>(() => socket.Join([EventGroup.RTNLGRP_LINK, EventGroup.RTNLGRP_NEIGH])).Errno);
    }

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Dup2(int from, int to);
}
