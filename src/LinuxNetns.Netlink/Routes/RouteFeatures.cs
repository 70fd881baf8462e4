namespace LinuxNetns.Netlink;

/// <summary>Features of TCP towards a destination: RTAX_FEATURE_* of linux/rtnetlink.h.</summary>
[Flags]
public enum RouteFeatures
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Explicit congestion notification.</summary>
    Ecn = 0x1,

    /// <summary>Selective acknowledgements; no longer looked at.</summary>
    Sack = 0x2,

    /// <summary>Time stamps; no longer looked at.</summary>
    TimeStamp = 0x4,

    /// <summary>Every packet with a fragment header, for translators (IPv6).</summary>
    AllFragments = 0x8,
}
