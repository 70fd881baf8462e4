namespace LinuxNetns.Netlink;

/// <summary>VXLAN_VNIFILTER_* and VNIFILTER_ENTRY_STATS_* of linux/if_link.h.</summary>
internal static class VniAttribute
{
    /// <summary>TUNNEL_MSG_FLAG_STATS.</summary>
    internal const byte TUNNEL_MSG_FLAG_STATS = 1;

    internal const int VXLAN_VNIFILTER_ENTRY = 1;
    internal const int VXLAN_VNIFILTER_ENTRY_START = 1;
    internal const int VXLAN_VNIFILTER_ENTRY_END = 2;
    internal const int VXLAN_VNIFILTER_ENTRY_GROUP = 3;
    internal const int VXLAN_VNIFILTER_ENTRY_GROUP6 = 4;
    internal const int VXLAN_VNIFILTER_ENTRY_STATS = 5;

    internal const int VNIFILTER_ENTRY_STATS_RX_BYTES = 1;
    internal const int VNIFILTER_ENTRY_STATS_RX_PKTS = 2;
    internal const int VNIFILTER_ENTRY_STATS_RX_DROPS = 3;
    internal const int VNIFILTER_ENTRY_STATS_RX_ERRORS = 4;
    internal const int VNIFILTER_ENTRY_STATS_TX_BYTES = 5;
    internal const int VNIFILTER_ENTRY_STATS_TX_PKTS = 6;
    internal const int VNIFILTER_ENTRY_STATS_TX_DROPS = 7;
    internal const int VNIFILTER_ENTRY_STATS_TX_ERRORS = 8;
}
