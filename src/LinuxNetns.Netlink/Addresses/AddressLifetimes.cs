using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct ifa_cacheinfo: seconds that are left, and when the address came and changed, in hundredths of a second since boot.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AddressLifetimes
{
    internal uint Preferred;
    internal uint Valid;
    internal uint Created;
    internal uint Updated;
}
