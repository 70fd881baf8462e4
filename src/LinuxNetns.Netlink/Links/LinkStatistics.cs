using System.Runtime.InteropServices;

namespace LinuxNetns.Netlink;

/// <summary>What a link has counted since it was made (IFLA_STATS64, <c>struct rtnl_link_stats64</c> of linux/if_link.h), as <c>ip -s -s link</c> shows.</summary>
public sealed record LinkStatistics
{
    /// <summary>Describes nothing counted.</summary>
    public LinkStatistics()
    {
    }

    internal LinkStatistics(ReadOnlySpan<byte> counters)
    {
        // Older kernels have fewer.
        Span<ulong> all = stackalloc ulong[25];
        all.Clear();
        ReadOnlySpan<byte> known = counters[..Math.Min(counters.Length, all.Length * sizeof(ulong))];
        known.CopyTo(MemoryMarshal.AsBytes(all));
        ReceivedPackets = all[0];
        TransmittedPackets = all[1];
        ReceivedBytes = all[2];
        TransmittedBytes = all[3];
        ReceiveErrors = all[4];
        TransmitErrors = all[5];
        ReceiveDropped = all[6];
        TransmitDropped = all[7];
        Multicast = all[8];
        Collisions = all[9];
        ReceiveLengthErrors = all[10];
        ReceiveOverErrors = all[11];
        ReceiveCrcErrors = all[12];
        ReceiveFrameErrors = all[13];
        ReceiveFifoErrors = all[14];
        ReceiveMissedErrors = all[15];
        TransmitAbortedErrors = all[16];
        TransmitCarrierErrors = all[17];
        TransmitFifoErrors = all[18];
        TransmitHeartbeatErrors = all[19];
        TransmitWindowErrors = all[20];
        ReceivedCompressed = all[21];
        TransmittedCompressed = all[22];
        ReceiveNoHandler = all[23];
        ReceiveOtherHostDropped = all[24];
    }

    /// <summary>Packets received (rx_packets).</summary>
    public ulong ReceivedPackets { get; init; }

    /// <summary>Packets sent (tx_packets).</summary>
    public ulong TransmittedPackets { get; init; }

    /// <summary>Bytes received (rx_bytes).</summary>
    public ulong ReceivedBytes { get; init; }

    /// <summary>Bytes sent (tx_bytes).</summary>
    public ulong TransmittedBytes { get; init; }

    /// <summary>Bad packets received (rx_errors).</summary>
    public ulong ReceiveErrors { get; init; }

    /// <summary>Packets that could not be sent (tx_errors).</summary>
    public ulong TransmitErrors { get; init; }

    /// <summary>Packets received and dropped (rx_dropped).</summary>
    public ulong ReceiveDropped { get; init; }

    /// <summary>Packets dropped on their way out (tx_dropped).</summary>
    public ulong TransmitDropped { get; init; }

    /// <summary>Multicast packets received (multicast).</summary>
    public ulong Multicast { get; init; }

    /// <summary>Collisions (collisions).</summary>
    public ulong Collisions { get; init; }

    /// <summary>Packets of a wrong length (rx_length_errors).</summary>
    public ulong ReceiveLengthErrors { get; init; }

    /// <summary>Receiver overflows (rx_over_errors).</summary>
    public ulong ReceiveOverErrors { get; init; }

    /// <summary>Packets with a wrong checksum (rx_crc_errors).</summary>
    public ulong ReceiveCrcErrors { get; init; }

    /// <summary>Misaligned frames (rx_frame_errors).</summary>
    public ulong ReceiveFrameErrors { get; init; }

    /// <summary>Overflows of the receiver's queue (rx_fifo_errors).</summary>
    public ulong ReceiveFifoErrors { get; init; }

    /// <summary>Packets that the host had no room for (rx_missed_errors).</summary>
    public ulong ReceiveMissedErrors { get; init; }

    /// <summary>Transmissions given up (tx_aborted_errors).</summary>
    public ulong TransmitAbortedErrors { get; init; }

    /// <summary>Transmissions that lost the carrier (tx_carrier_errors).</summary>
    public ulong TransmitCarrierErrors { get; init; }

    /// <summary>Underruns of the transmitter's queue (tx_fifo_errors).</summary>
    public ulong TransmitFifoErrors { get; init; }

    /// <summary>Heartbeat errors of old Ethernet (tx_heartbeat_errors).</summary>
    public ulong TransmitHeartbeatErrors { get; init; }

    /// <summary>Late collisions (tx_window_errors).</summary>
    public ulong TransmitWindowErrors { get; init; }

    /// <summary>Compressed packets received (rx_compressed).</summary>
    public ulong ReceivedCompressed { get; init; }

    /// <summary>Compressed packets sent (tx_compressed).</summary>
    public ulong TransmittedCompressed { get; init; }

    /// <summary>Packets that a device received that should not, a bond's backup for example (rx_nohandler).</summary>
    public ulong ReceiveNoHandler { get; init; }

    /// <summary>Packets for another hardware address; 0 before Linux 5.19 (rx_otherhost_dropped).</summary>
    public ulong ReceiveOtherHostDropped { get; init; }
}
