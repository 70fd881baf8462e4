namespace LinuxNetns.Netlink;

/// <summary>NDA_* and NUD_* of linux/neighbour.h, as far as forwarding databases have them.</summary>
internal static class ForwardingAttribute
{
    internal const int NDA_DST = 1;
    internal const int NDA_LLADDR = 2;
    internal const int NDA_CACHEINFO = 3;
    internal const int NDA_VLAN = 5;
    internal const int NDA_PORT = 6;
    internal const int NDA_VNI = 7;
    internal const int NDA_IFINDEX = 8;
    internal const int NDA_MASTER = 9;
    internal const int NDA_SRC_VNI = 11;
    internal const int NDA_NH_ID = 13;
    internal const int NDA_NDM_STATE_MASK = 16;
    internal const int NDA_NDM_FLAGS_MASK = 17;

    internal const ushort NUD_REACHABLE = 0x02;
    internal const ushort NUD_STALE = 0x04;
    internal const ushort NUD_NOARP = 0x40;
    internal const ushort NUD_PERMANENT = 0x80;
}
