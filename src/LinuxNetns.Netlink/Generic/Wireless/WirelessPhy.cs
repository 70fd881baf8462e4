namespace LinuxNetns.Netlink;

/// <summary>A wireless radio (wiphy), which has the interfaces and moves with all of them (<c>iw phy</c>).</summary>
/// <param name="Index">Its number (NL80211_ATTR_WIPHY), the same in every network namespace.</param>
/// <param name="Name">Its name (NL80211_ATTR_WIPHY_NAME): <c>phy0</c>.</param>
public sealed record WirelessPhy(int Index, string Name);
