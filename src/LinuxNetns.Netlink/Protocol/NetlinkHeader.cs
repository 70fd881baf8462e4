using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct nlmsghdr, netlink(7). Fields are in the host's byte order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetlinkHeader
{
    internal const int Size = 16;

    internal uint Length;
    internal MessageType Type;
    internal HeaderFlags Flags;
    internal uint Sequence;
    internal uint PortId;
}
