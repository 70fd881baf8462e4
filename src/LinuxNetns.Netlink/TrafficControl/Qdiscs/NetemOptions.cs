using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_netem_qopt, linux/pkt_sched.h. Latency and jitter in ticks of 64 ns, probabilities in parts of 2³² − 1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetemOptions
{
    internal uint Latency;
    internal uint Limit;
    internal uint Loss;
    internal uint Gap;
    internal uint Duplicate;
    internal uint Jitter;
}
