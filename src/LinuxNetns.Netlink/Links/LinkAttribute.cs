namespace LinuxNetns.Netlink;

/// <summary>IFLA_* of linux/if_link.h, as far as they are used.</summary>
internal static class LinkAttribute
{
    internal const int Address = 1;
    internal const int Name = 3;
    internal const int Mtu = 4;
    internal const int Link = 5;
    internal const int Master = 10;
    internal const int OperationalState = 16;
    internal const int LinkInfo = 18;
    internal const int NetnsDescriptor = 28;
    internal const int ExtendedMask = 29;
    internal const int LinkNetnsId = 37;
    internal const int TargetNetnsId = 46;
    internal const int NetnsImmutable = 67;

    /// <summary>IFLA_INFO_KIND, inside <see cref="LinkInfo"/>.</summary>
    internal const int InfoKind = 1;

    /// <summary>RTEXT_FILTER_SKIP_STATS for <see cref="ExtendedMask"/>: leaves the statistics of virtual functions and of IPv6 out, not the device's.</summary>
    internal const uint SkipStatistics = 1 << 3;
}
