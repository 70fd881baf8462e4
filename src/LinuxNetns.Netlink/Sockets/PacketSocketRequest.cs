using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct packet_diag_req, linux/packet_diag.h, and struct netlink_diag_req, which is the same with other names.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PacketSocketRequest
{
    internal byte Family;
    internal byte Protocol;
    internal ushort Pad;
    internal uint Inode;
    internal uint Show;
    internal uint CookieLow;
    internal uint CookieHigh;
}
