using System.Diagnostics.CodeAnalysis;

namespace LinuxNetns.Netlink;

/// <summary>IFF_* of linux/if.h, netdevice(7).</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "The kernel calls them flags; \"Link\" alone is the device.")]
public enum LinkFlags : uint
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Set up by an administrator.</summary>
    Up = 0x1,

    /// <summary>It has a broadcast address.</summary>
    Broadcast = 0x2,

    /// <summary>Debugging is on.</summary>
    Debug = 0x4,

    /// <summary>A loopback device.</summary>
    Loopback = 0x8,

    /// <summary>It has one peer at the other end.</summary>
    PointToPoint = 0x10,

    /// <summary>IFF_NOTRAILERS; without meaning today.</summary>
    NoTrailers = 0x20,

    /// <summary>Up and able to carry packets (RFC 2863).</summary>
    Running = 0x40,

    /// <summary>No address resolution.</summary>
    NoArp = 0x80,

    /// <summary>It receives every packet.</summary>
    Promiscuous = 0x100,

    /// <summary>It receives every multicast packet.</summary>
    AllMulticast = 0x200,

    /// <summary>It has slaves.</summary>
    Master = 0x400,

    /// <summary>It is another device's slave.</summary>
    Slave = 0x800,

    /// <summary>It can multicast.</summary>
    Multicast = 0x1000,

    /// <summary>Its medium can be chosen.</summary>
    PortSelect = 0x2000,

    /// <summary>Its medium is chosen by itself.</summary>
    AutoMedia = 0x4000,

    /// <summary>Its address is lost when it goes down.</summary>
    Dynamic = 0x8000,

    /// <summary>The physical layer is up.</summary>
    LowerUp = 0x1_0000,

    /// <summary>Waiting for something outside, 802.1X for example.</summary>
    Dormant = 0x2_0000,

    /// <summary>It echoes what it sends.</summary>
    Echo = 0x4_0000,
}
