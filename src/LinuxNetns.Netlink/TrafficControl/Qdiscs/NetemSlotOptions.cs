using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_netem_slot, linux/pkt_sched.h. Times in nanoseconds.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetemSlotOptions
{
    internal long MinimumDelay;
    internal long MaximumDelay;
    internal int MaximumPackets;
    internal int MaximumBytes;
    internal long DistributionDelay;
    internal long DistributionJitter;
}
