using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct rtmsg, rtnetlink(7).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RouteMessage
{
    internal byte Family;
    internal byte DestinationLength;
    internal byte SourceLength;
    internal byte TypeOfService;
    internal byte Table;
    internal byte Protocol;
    internal byte Scope;
    internal RouteType Type;
    internal RouteFlags Flags;
}
