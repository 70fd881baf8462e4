namespace LinuxNetns.Netlink;

/// <summary>The state of a socket, by the names of TCP (netinet/tcp.h, include/net/tcp_states.h of the kernel).</summary>
public enum SocketState
{
    /// <summary>None, as with packet sockets.</summary>
    None = 0,

    /// <summary>Connected.</summary>
    Established = 1,

    /// <summary>It asks to be connected.</summary>
    SynSent = 2,

    /// <summary>It has been asked, and answered.</summary>
    SynReceived = 3,

    /// <summary>It has sent all it will.</summary>
    FinWait1 = 4,

    /// <summary>The other end knows.</summary>
    FinWait2 = 5,

    /// <summary>Late packets are waited for.</summary>
    TimeWait = 6,

    /// <summary>Not connected (<c>UNCONN</c>).</summary>
    Closed = 7,

    /// <summary>The other end has sent all it will.</summary>
    CloseWait = 8,

    /// <summary>Both have; the other end does not know yet.</summary>
    LastAck = 9,

    /// <summary>It takes connections.</summary>
    Listen = 10,

    /// <summary>Both have, at the same time.</summary>
    Closing = 11,
}
