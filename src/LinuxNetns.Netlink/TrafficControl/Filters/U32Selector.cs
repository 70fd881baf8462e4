using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_u32_sel, linux/pkt_cls.h, without its keys.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct U32Selector
{
    internal byte Flags;
    internal byte OffsetShift;
    internal byte KeyCount;

    /// <summary>Big-endian, as <see cref="HashMask"/>.</summary>
    internal ushort OffsetMask;

    internal ushort Offset;
    internal short OffsetOffset;
    internal short HashOffset;
    internal uint HashMask;
}
