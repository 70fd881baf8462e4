using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_htb_opt, linux/pkt_sched.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct HtbOptions
{
    internal RateSpecification Rate;
    internal RateSpecification Ceiling;
    internal uint Buffer;
    internal uint CeilingBuffer;
    internal uint Quantum;
    internal uint Level;
    internal uint Priority;
}
