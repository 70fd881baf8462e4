using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct inet_diag_msg, linux/inet_diag.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InternetSocketMessage
{
    internal byte Family;
    internal byte State;
    internal byte Timer;
    internal byte Retransmits;
    internal InternetSocketId Id;
    internal uint Expires;
    internal uint ReceiveQueue;
    internal uint SendQueue;
    internal uint UserId;
    internal uint Inode;
}
