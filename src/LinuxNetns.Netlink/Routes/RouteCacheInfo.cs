using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct rta_cacheinfo. Times are in USER_HZ, hundredths of a second.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RouteCacheInfo
{
    internal uint ClientReferences;
    internal uint LastUse;
    internal int Expires;
    internal int Error;
    internal uint Used;
    internal uint Id;
    internal uint TimeStamp;
    internal uint TimeStampAge;
}
