namespace LinuxNetns.Netlink;

/// <summary>enum nl80211_iftype of linux/nl80211.h.</summary>
public enum WirelessInterfaceType
{
    /// <summary>The driver decides.</summary>
    Unspecified = 0,

    /// <summary>A member of an independent network (IBSS).</summary>
    AdHoc = 1,

    /// <summary>A managed member of a network.</summary>
    Station = 2,

    /// <summary>An access point.</summary>
    AccessPoint = 3,

    /// <summary>A VLAN of an access point.</summary>
    AccessPointVlan = 4,

    /// <summary>A wireless distribution system.</summary>
    DistributionSystem = 5,

    /// <summary>Receives everything.</summary>
    Monitor = 6,

    /// <summary>A point of a mesh.</summary>
    MeshPoint = 7,

    /// <summary>Wi-Fi Direct, client.</summary>
    PeerToPeerClient = 8,

    /// <summary>Wi-Fi Direct, group owner.</summary>
    PeerToPeerGroupOwner = 9,

    /// <summary>Wi-Fi Direct, the device; it has no network interface.</summary>
    PeerToPeerDevice = 10,

    /// <summary>Outside the context of a network.</summary>
    OutsideContext = 11,

    /// <summary>Neighbour awareness; it has no network interface.</summary>
    NeighborAwareness = 12,
}
