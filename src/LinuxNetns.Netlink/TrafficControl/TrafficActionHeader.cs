using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>tc_gen of linux/pkt_cls.h: how the parameters of most actions begin, and all of struct tc_gact.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TrafficActionHeader
{
    internal uint Index;
    internal uint Capabilities;
    internal TrafficVerdict Verdict;
    internal int References;
    internal int Bindings;
}
