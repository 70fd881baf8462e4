using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct nlattr, netlink(7). Fields are in the host's byte order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AttributeHeader
{
    internal const int Size = 4;

    internal ushort Length;
    internal ushort Type;
}
