using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_netem_corr, linux/pkt_sched.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetemCorrelation
{
    internal uint Delay;
    internal uint Loss;
    internal uint Duplicate;
}
