using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct nda_cacheinfo: times in USER_HZ, hundredths of a second.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NeighborCacheInfo
{
    internal uint Confirmed;
    internal uint Used;
    internal uint Updated;
    internal uint References;
}
