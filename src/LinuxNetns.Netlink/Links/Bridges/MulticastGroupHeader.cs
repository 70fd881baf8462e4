using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct br_port_msg of linux/if_bridge.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MulticastGroupHeader
{
    internal byte Family;
    internal int Index;
}
