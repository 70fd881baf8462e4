using System.Net.NetworkInformation;

namespace LinuxNetns.Netlink;

/// <summary>An interface of a wireless radio, as <c>iw dev</c> shows it.</summary>
public sealed record WirelessInterface
{
    internal WirelessInterface(in NetlinkMessage message)
    {
        message.Read<GenericHeader>(out AttributeReader attributes);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case WirelessAttribute.NL80211_ATTR_WIPHY:
                    PhyIndex = attribute.Read<int>();
                    break;
                case WirelessAttribute.NL80211_ATTR_IFINDEX:
                    Index = attribute.Read<int>();
                    break;
                case WirelessAttribute.NL80211_ATTR_IFNAME:
                    Name = attribute.ReadString();
                    break;
                case WirelessAttribute.NL80211_ATTR_IFTYPE:
                    Type = (WirelessInterfaceType)attribute.Read<int>();
                    break;
                case WirelessAttribute.NL80211_ATTR_MAC:
                    Address = attribute.ReadPhysicalAddress();
                    break;
                case WirelessAttribute.NL80211_ATTR_WDEV:
                    DeviceId = attribute.Read<ulong>();
                    break;
            }
        }
    }

    /// <summary>The radio that it belongs to (NL80211_ATTR_WIPHY).</summary>
    public int PhyIndex { get; }

    /// <summary>Interface index (NL80211_ATTR_IFINDEX); null: it has no network device.</summary>
    public int? Index { get; }

    /// <summary>Name of the network device (NL80211_ATTR_IFNAME); null: it has none.</summary>
    public string? Name { get; }

    /// <summary>What it is (NL80211_ATTR_IFTYPE).</summary>
    public WirelessInterfaceType Type { get; }

    /// <summary>Hardware address (NL80211_ATTR_MAC).</summary>
    public PhysicalAddress? Address { get; }

    /// <summary>Its number where it has no network device (NL80211_ATTR_WDEV).</summary>
    public ulong? DeviceId { get; }
}
