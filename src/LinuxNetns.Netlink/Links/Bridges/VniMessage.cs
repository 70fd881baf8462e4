using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tunnel_msg of linux/if_link.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VniMessage
{
    internal byte Family;
    internal byte Flags;
    internal ushort Reserved;
    internal int Index;
}
