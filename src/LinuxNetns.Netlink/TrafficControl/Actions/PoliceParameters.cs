using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_police, linux/pkt_cls.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PoliceParameters
{
    internal uint Index;
    internal TrafficVerdict Verdict;
    internal uint Limit;
    internal uint Burst;
    internal uint Mtu;
    internal RateSpecification Rate;
    internal RateSpecification PeakRate;
    internal int References;
    internal int Bindings;
    internal uint Capabilities;
}
