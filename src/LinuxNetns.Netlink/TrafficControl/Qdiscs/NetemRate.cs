using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_netem_rate, linux/pkt_sched.h. The rate in bytes a second.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetemRate
{
    internal uint Rate;
    internal int PacketOverhead;
    internal uint CellSize;
    internal int CellOverhead;
}
