using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct packet_diag_msg, linux/packet_diag.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PacketSocketMessage
{
    internal byte Family;
    internal byte Type;
    internal ushort Protocol;
    internal uint Inode;
    internal uint CookieLow;
    internal uint CookieHigh;
}
