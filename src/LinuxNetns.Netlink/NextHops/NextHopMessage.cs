using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct nhmsg, linux/nexthop.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NextHopMessage
{
    internal byte Family;
    internal byte Scope;
    internal byte Protocol;
    internal byte Reserved;
    internal RouteFlags Flags;
}
