using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct unix_diag_msg, linux/unix_diag.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UnixSocketMessage
{
    internal byte Family;
    internal byte Type;
    internal byte State;
    internal byte Pad;
    internal uint Inode;
    internal uint CookieLow;
    internal uint CookieHigh;
}
