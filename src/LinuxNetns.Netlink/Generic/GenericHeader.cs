using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct genlmsghdr of linux/genetlink.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GenericHeader
{
    internal byte Command;
    internal byte Version;
    internal ushort Reserved;
}
