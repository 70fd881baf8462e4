using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_tbf_qopt, linux/pkt_sched.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TbfOptions
{
    internal RateSpecification Rate;
    internal RateSpecification PeakRate;
    internal uint Limit;
    internal uint Buffer;
    internal uint Mtu;
}
