namespace LinuxNetns.Netlink;

/// <summary>What has passed a qdisc, a class or an action (TCA_STATS2, TCA_ACT_STATS; linux/gen_stats.h).</summary>
public sealed record TrafficStatistics
{
    internal TrafficStatistics(AttributeReader attributes)
    {
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            ReadOnlySpan<byte> value = attribute.Value;
            switch (attribute.Type)
            {
                case TrafficAttribute.TCA_STATS_BASIC when value.Length >= 12:
                    Bytes = attribute.Read<long>();
                    Packets = Math.Max(Packets, UInt32(value[8..]));
                    break;
                case TrafficAttribute.TCA_STATS_PKT64:
                    Packets = attribute.Read<long>();
                    break;
                case TrafficAttribute.TCA_STATS_QUEUE when value.Length >= 20:
                    QueueLength = UInt32(value);
                    Backlog = UInt32(value[4..]);
                    Drops = UInt32(value[8..]);
                    Requeues = UInt32(value[12..]);
                    Overlimits = UInt32(value[16..]);
                    break;
                case TrafficAttribute.TCA_STATS_RATE_EST when value.Length >= 8 && BitsPerSecond is null:
                    BitsPerSecond = UInt32(value) * 8L;
                    PacketsPerSecond = UInt32(value[4..]);
                    break;
                case TrafficAttribute.TCA_STATS_RATE_EST64 when value.Length >= 16:
                    BitsPerSecond = attribute.Read<long>() * 8;
                    PacketsPerSecond = System.Runtime.InteropServices.MemoryMarshal.Read<long>(value[8..]);
                    break;
            }
        }
    }

    /// <summary>Bytes that went through.</summary>
    public long Bytes { get; internal init; }

    /// <summary>Packets that went through; 32 bits wide before Linux 5.5.</summary>
    public long Packets { get; internal init; }

    /// <summary>Packets that were dropped.</summary>
    public long Drops { get; internal init; }

    /// <summary>How often it had to wait because of its limits.</summary>
    public long Overlimits { get; internal init; }

    /// <summary>Packets that the device gave back.</summary>
    public long Requeues { get; internal init; }

    /// <summary>Bytes that wait now.</summary>
    public long Backlog { get; internal init; }

    /// <summary>Packets that wait now.</summary>
    public long QueueLength { get; internal init; }

    /// <summary>The estimated rate in bits a second; null without an estimator.</summary>
    public long? BitsPerSecond { get; internal init; }

    /// <summary>The estimated packets a second; null without an estimator.</summary>
    public long? PacketsPerSecond { get; internal init; }

    private static uint UInt32(ReadOnlySpan<byte> value) => System.Runtime.InteropServices.MemoryMarshal.Read<uint>(value);
}
