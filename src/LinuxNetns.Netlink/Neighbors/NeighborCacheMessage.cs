using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct ndtmsg, linux/neighbour.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NeighborCacheMessage
{
    internal byte Family;
    internal byte Pad1;
    internal ushort Pad2;
}
