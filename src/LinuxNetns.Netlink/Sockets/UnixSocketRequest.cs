using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct unix_diag_req, linux/unix_diag.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct UnixSocketRequest
{
    internal byte Family;
    internal byte Protocol;
    internal ushort Pad;
    internal uint States;
    internal uint Inode;
    internal uint Show;
    internal uint CookieLow;
    internal uint CookieHigh;
}
