using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_u32_key, linux/pkt_cls.h. Mask and value are big-endian.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct U32KeyOptions
{
    internal uint Mask;
    internal uint Value;
    internal int Offset;
    internal int OffsetMask;
}
