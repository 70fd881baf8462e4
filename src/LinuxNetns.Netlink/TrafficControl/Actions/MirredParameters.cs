using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_mirred, linux/tc_act/tc_mirred.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MirredParameters
{
    internal TrafficActionHeader Header;
    internal MirredMode Mode;
    internal int Index;
}
