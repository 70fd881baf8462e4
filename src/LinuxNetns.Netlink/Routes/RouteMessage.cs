using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct rtmsg, rtnetlink(7).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RouteMessage
{
    /// <summary>Stands in <see cref="Table"/> for a number that a byte cannot hold: RTA_TABLE has it.</summary>
    internal const byte RT_TABLE_COMPAT = 252;

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
