using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_htb_glob, linux/pkt_sched.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct HtbGlobal
{
    internal uint Version;
    internal uint RateToQuantum;
    internal uint DefaultClass;
    internal uint Debug;
    internal uint DirectPackets;
}
