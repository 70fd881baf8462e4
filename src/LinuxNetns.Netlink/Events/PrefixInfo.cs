using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct prefixmsg, linux/rtnetlink.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PrefixInfo
{
    internal byte Family;
    internal byte Pad1;
    internal ushort Pad2;
    internal int Index;
    internal byte Type;
    internal byte Length;
    internal byte Flags;
    internal byte Pad3;
}
