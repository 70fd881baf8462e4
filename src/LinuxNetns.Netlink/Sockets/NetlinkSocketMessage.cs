using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct netlink_diag_msg, linux/netlink_diag.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetlinkSocketMessage
{
    internal byte Family;
    internal byte Type;
    internal byte Protocol;
    internal byte State;
    internal uint PortId;
    internal uint DestinationPortId;
    internal uint DestinationGroup;
    internal uint Inode;
    internal uint CookieLow;
    internal uint CookieHigh;
}
