using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct ndmsg, linux/neighbour.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NeighborMessage
{
    internal byte Family;
    internal byte Pad1;
    internal ushort Pad2;
    internal int Index;
    internal NeighborStates State;
    internal byte Flags;
    internal RouteType Type;
}
