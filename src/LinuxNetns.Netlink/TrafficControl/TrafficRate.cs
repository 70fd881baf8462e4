using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>Rates, bursts and the tables of transmission times that kernels before 3.8 reckon with and later ones still ask for.</summary>
internal static class TrafficRate
{
    internal const byte TC_LINKLAYER_MASK = 0xf;

    /// <summary>A clock tick of the packet scheduler in nanoseconds: 1 &lt;&lt; PSCHED_SHIFT of include/net/pkt_sched.h, what /proc/net/psched tells everywhere.</summary>
    internal const int TickNanoseconds = 64;

    /// <summary>Each cell of a table stands for eight bytes: 256 of them reach beyond 2047, the packet size that tc reckons with by default.</summary>
    internal const byte CellLog = 3;

    internal const int TableLength = 256;

    internal const int AtmCell = 53;
    internal const int AtmPayload = 48;

    /// <exception cref="ArgumentOutOfRangeException">It is no rate: not positive, or not whole bytes.</exception>
    internal static long? Check(long? bitsPerSecond, string property) => bitsPerSecond is null or >= 8
        ? bitsPerSecond
        : throw new ArgumentOutOfRangeException(property, bitsPerSecond, "A rate is at least 8 bits a second: the kernel counts whole bytes.");

    /// <summary>Bits a second; null for none.</summary>
    internal static long? FromKernel(ulong bytesPerSecond) => bytesPerSecond == 0 ? null : (long)Math.Min(bytesPerSecond, long.MaxValue / 8) * 8;

    /// <summary>Ticks that so many bytes take, rounded up as tc does.</summary>
    internal static uint Ticks(long bitsPerSecond, long bytes) =>
        (uint)Math.Min(Math.Ceiling(bytes * 1e9 / (bitsPerSecond / 8) / TickNanoseconds), uint.MaxValue);

    /// <summary>Bytes that go in so many ticks, rounded so that the same number of ticks comes of them again where <see cref="Ticks"/> made them.</summary>
    internal static long Bytes(long bitsPerSecond, uint ticks) => (long)Math.Min(decimal.Floor(ticks * BytesInTick(bitsPerSecond)), long.MaxValue);

    /// <summary>The same for a burst that the kernel reckoned itself: it rounds down, so the first whole byte, or at high rates the middle of the tick.</summary>
    internal static long BytesRoundedDown(long bitsPerSecond, uint ticks) =>
        (long)Math.Min(Math.Max(decimal.Ceiling(ticks * BytesInTick(bitsPerSecond)), decimal.Floor((ticks + 0.5m) * BytesInTick(bitsPerSecond))), long.MaxValue);

    /// <summary>The rate's 64 bits where 32 are too few (…_RATE64).</summary>
    internal static void WriteLarge(ref NetlinkWriter request, int type, long? bitsPerSecond, string property)
    {
        if (bitsPerSecond is long rate && rate / 8 > uint.MaxValue)
        {
            request.Attribute(type, (ulong)(rate / 8), property);
        }
    }

    /// <summary>The table of transmission times (…_RTAB).</summary>
    internal static void WriteTable(ref NetlinkWriter request, int type, long bitsPerSecond, PacketSizing sizing, string property)
    {
        Span<uint> table = stackalloc uint[TableLength];
        for (int i = 0; i < table.Length; i++)
        {
            int size = Math.Max((i + 1) << CellLog, sizing.MinimumPacketSize ?? 0);
            if (sizing.LinkLayer == TrafficLinkLayer.Atm)
            {
                size = (size + AtmPayload - 1) / AtmPayload * AtmCell;
            }

            table[i] = Ticks(bitsPerSecond, size);
        }

        request.Bytes(type, MemoryMarshal.AsBytes(table), property);
    }

    private static decimal BytesInTick(long bitsPerSecond) => (decimal)TickNanoseconds * (bitsPerSecond / 8) / 1_000_000_000;
}
