namespace LinuxNetns.Netlink;

/// <summary>NL80211_* of linux/nl80211.h.</summary>
internal static class WirelessAttribute
{
    internal const byte NL80211_CMD_GET_WIPHY = 1;
    internal const byte NL80211_CMD_NEW_WIPHY = 3;
    internal const byte NL80211_CMD_GET_INTERFACE = 5;
    internal const byte NL80211_CMD_NEW_INTERFACE = 7;
    internal const byte NL80211_CMD_SET_WIPHY_NETNS = 49;

    internal const int NL80211_ATTR_WIPHY = 1;
    internal const int NL80211_ATTR_WIPHY_NAME = 2;
    internal const int NL80211_ATTR_IFINDEX = 3;
    internal const int NL80211_ATTR_IFNAME = 4;
    internal const int NL80211_ATTR_IFTYPE = 5;
    internal const int NL80211_ATTR_MAC = 6;
    internal const int NL80211_ATTR_PID = 82;
    internal const int NL80211_ATTR_WDEV = 153;
    internal const int NL80211_ATTR_SPLIT_WIPHY_DUMP = 174;
    internal const int NL80211_ATTR_NETNS_FD = 219;
}
