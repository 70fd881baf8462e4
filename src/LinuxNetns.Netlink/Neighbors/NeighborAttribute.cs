namespace LinuxNetns.Netlink;

/// <summary>NDA_* of linux/neighbour.h.</summary>
internal static class NeighborAttribute
{
    internal const int NDA_DST = 1;
    internal const int NDA_LLADDR = 2;
    internal const int NDA_CACHEINFO = 3;
    internal const int NDA_PROBES = 4;
    internal const int NDA_IFINDEX = 8;
    internal const int NDA_PROTOCOL = 12;
    internal const int NDA_FLAGS_EXT = 15;
}
