namespace LinuxNetns.Netlink;

/// <summary>ETHTOOL_* of linux/ethtool_netlink.h.</summary>
internal static class EthtoolAttribute
{
    internal const byte ETHTOOL_MSG_LINKMODES_GET = 4;
    internal const byte ETHTOOL_MSG_LINKSTATE_GET = 6;
    internal const byte ETHTOOL_MSG_FEATURES_GET = 11;
    internal const byte ETHTOOL_MSG_FEATURES_SET = 12;

    internal const int ETHTOOL_A_HEADER_DEV_INDEX = 1;
    internal const int ETHTOOL_A_HEADER_DEV_NAME = 2;
    internal const int ETHTOOL_A_HEADER_FLAGS = 3;

    /// <summary>A set asks for no report of what it did.</summary>
    internal const uint ETHTOOL_FLAG_OMIT_REPLY = 1 << 1;

    internal const int ETHTOOL_A_BITSET_NOMASK = 1;
    internal const int ETHTOOL_A_BITSET_SIZE = 2;
    internal const int ETHTOOL_A_BITSET_BITS = 3;
    internal const int ETHTOOL_A_BITSET_BITS_BIT = 1;
    internal const int ETHTOOL_A_BITSET_BIT_NAME = 2;
    internal const int ETHTOOL_A_BITSET_BIT_VALUE = 3;

    internal const int ETHTOOL_A_FEATURES_HEADER = 1;
    internal const int ETHTOOL_A_FEATURES_HW = 2;
    internal const int ETHTOOL_A_FEATURES_WANTED = 3;
    internal const int ETHTOOL_A_FEATURES_ACTIVE = 4;
    internal const int ETHTOOL_A_FEATURES_NOCHANGE = 5;

    internal const int ETHTOOL_A_LINKSTATE_HEADER = 1;
    internal const int ETHTOOL_A_LINKSTATE_LINK = 2;

    internal const int ETHTOOL_A_LINKMODES_HEADER = 1;
    internal const int ETHTOOL_A_LINKMODES_AUTONEG = 2;
    internal const int ETHTOOL_A_LINKMODES_SPEED = 5;
    internal const int ETHTOOL_A_LINKMODES_DUPLEX = 6;
}
