using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>struct tc_ratespec, linux/pkt_sched.h: a rate and how packets count against it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RateSpecification
{
    internal byte CellLog;
    internal byte LinkLayer;
    internal ushort Overhead;
    internal short CellAlign;
    internal ushort Mpu;

    /// <summary>Bytes a second, or the highest number where another attribute has all 64 bits.</summary>
    internal uint Rate;

    internal RateSpecification(long bitsPerSecond, PacketSizing sizing)
    {
        CellLog = TrafficRate.CellLog;
        LinkLayer = (byte)(sizing.LinkLayer ?? TrafficLinkLayer.Ethernet);
        Overhead = (ushort)(sizing.Overhead ?? 0);
        CellAlign = -1;
        Mpu = (ushort)(sizing.MinimumPacketSize ?? 0);
        Rate = (uint)Math.Min(bitsPerSecond / 8, uint.MaxValue);
    }
}
