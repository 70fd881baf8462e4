using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct ifinfomsg, rtnetlink(7).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InterfaceInfo
{
    internal byte Family;
    internal byte Pad;
    internal ushort HardwareType;
    internal int Index;
    internal LinkFlags Flags;
    internal LinkFlags Change;
}
