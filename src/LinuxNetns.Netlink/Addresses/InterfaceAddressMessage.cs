using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct ifaddrmsg, rtnetlink(7).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct InterfaceAddressMessage
{
    internal byte Family;
    internal byte PrefixLength;
    internal byte Flags;
    internal byte Scope;
    internal int Index;
}
