namespace LinuxNetns.Netlink;

/// <summary>What a device of <c>/dev/net/tun</c> carries: IFF_TUN and IFF_TAP of linux/if_tun.h.</summary>
public enum TunMode : byte
{
    /// <summary>IP packets.</summary>
    Tun = 1,

    /// <summary>Ethernet frames.</summary>
    Tap = 2,
}
