using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct nexthop_grp, linux/nexthop.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NextHopGroupEntry
{
    internal uint Id;
    internal byte Weight;
    internal byte WeightHigh;
    internal ushort Reserved;
}
