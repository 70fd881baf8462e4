using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_netem_reorder and struct tc_netem_corrupt, which are alike, linux/pkt_sched.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetemProbability
{
    internal uint Probability;
    internal uint Correlation;
}
