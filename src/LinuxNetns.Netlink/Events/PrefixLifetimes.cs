using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct prefix_cacheinfo, linux/rtnetlink.h: seconds.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PrefixLifetimes
{
    internal uint Preferred;
    internal uint Valid;
}
