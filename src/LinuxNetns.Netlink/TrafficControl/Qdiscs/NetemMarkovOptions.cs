using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_netem_gimodel, linux/pkt_sched.h: the probability of going from one state to another.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetemMarkovOptions
{
    internal uint P13;
    internal uint P31;
    internal uint P32;
    internal uint P14;
    internal uint P23;
}
