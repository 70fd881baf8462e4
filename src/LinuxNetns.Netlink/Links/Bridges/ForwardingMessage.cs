using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct ndmsg of linux/neighbour.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ForwardingMessage
{
    internal byte Family;
    internal byte Pad1;
    internal ushort Pad2;
    internal int Index;
    internal ushort State;
    internal ForwardingFlags Flags;
    internal byte Type;
}
