namespace LinuxNetns;

internal static partial class Interop
{
    // linux/if_tun.h
    internal const nuint TUNSETIFF = 0x400454ca;
    internal const nuint TUNSETPERSIST = 0x400454cb;
    internal const nuint TUNSETOWNER = 0x400454cc;
    internal const nuint TUNSETGROUP = 0x400454ce;
    internal const nuint TUNGETIFF = 0x800454d2;

    internal const int IFF_MULTI_QUEUE = 0x0100;
    internal const int IFF_PERSIST = 0x0800;
    internal const int IFF_NO_PI = 0x1000;
    internal const int IFF_VNET_HDR = 0x4000;
    internal const int IFF_TUN_EXCL = 0x8000;

    /// <summary>struct ifreq, of which the name and the flags count here.</summary>
    internal const int IfreqSize = 40;
    internal const int IfreqFlagsOffset = 16;
}
