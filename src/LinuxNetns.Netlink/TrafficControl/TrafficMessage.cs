using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tcmsg, linux/rtnetlink.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TrafficMessage
{
    /// <summary>As an index: it is of no device, but of the block that the parent is the number of.</summary>
    internal const int TCM_IFINDEX_MAGIC_BLOCK = -1;

    internal byte Family;
    internal byte Pad1;
    internal ushort Pad2;
    internal int Index;
    internal uint Handle;
    internal uint Parent;

    /// <summary>For a filter: the priority above, the protocol in network byte order below.</summary>
    internal uint Info;
}
