using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tcmsg, linux/rtnetlink.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TrafficMessage
{
    internal byte Family;
    internal byte Pad1;
    internal ushort Pad2;
    internal int Index;
    internal uint Handle;
    internal uint Parent;

    /// <summary>For a filter: the priority above, the protocol in network byte order below.</summary>
    internal uint Info;
}
