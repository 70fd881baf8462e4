namespace LinuxNetns.Netlink;

/// <summary>What a VXLAN has counted of one network identifier (VNIFILTER_ENTRY_STATS_*).</summary>
public sealed record VniStatistics
{
    internal VniStatistics(AttributeReader attributes)
    {
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case VniAttribute.VNIFILTER_ENTRY_STATS_RX_BYTES:
                    ReceivedBytes = attribute.Read<long>();
                    break;
                case VniAttribute.VNIFILTER_ENTRY_STATS_RX_PKTS:
                    ReceivedPackets = attribute.Read<long>();
                    break;
                case VniAttribute.VNIFILTER_ENTRY_STATS_RX_DROPS:
                    ReceiveDrops = attribute.Read<long>();
                    break;
                case VniAttribute.VNIFILTER_ENTRY_STATS_RX_ERRORS:
                    ReceiveErrors = attribute.Read<long>();
                    break;
                case VniAttribute.VNIFILTER_ENTRY_STATS_TX_BYTES:
                    SentBytes = attribute.Read<long>();
                    break;
                case VniAttribute.VNIFILTER_ENTRY_STATS_TX_PKTS:
                    SentPackets = attribute.Read<long>();
                    break;
                case VniAttribute.VNIFILTER_ENTRY_STATS_TX_DROPS:
                    SendDrops = attribute.Read<long>();
                    break;
                case VniAttribute.VNIFILTER_ENTRY_STATS_TX_ERRORS:
                    SendErrors = attribute.Read<long>();
                    break;
            }
        }
    }

    /// <summary>Bytes that came.</summary>
    public long ReceivedBytes { get; }

    /// <summary>Packets that came.</summary>
    public long ReceivedPackets { get; }

    /// <summary>Packets that came and were dropped.</summary>
    public long ReceiveDrops { get; }

    /// <summary>Packets that came and were none.</summary>
    public long ReceiveErrors { get; }

    /// <summary>Bytes that were sent.</summary>
    public long SentBytes { get; }

    /// <summary>Packets that were sent.</summary>
    public long SentPackets { get; }

    /// <summary>Packets that were to be sent and were dropped.</summary>
    public long SendDrops { get; }

    /// <summary>Packets that could not be sent.</summary>
    public long SendErrors { get; }
}
