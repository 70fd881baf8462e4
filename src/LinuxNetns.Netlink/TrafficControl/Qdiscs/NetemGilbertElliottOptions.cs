using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_netem_gemodel, linux/pkt_sched.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetemGilbertElliottOptions
{
    internal uint P;
    internal uint R;

    /// <summary>That a packet passes in the bad state.</summary>
    internal uint H;

    /// <summary>That one is lost in the good state.</summary>
    internal uint K1;
}
