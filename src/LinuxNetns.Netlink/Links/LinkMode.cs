namespace LinuxNetns.Netlink;

/// <summary>IF_LINK_MODE_* of linux/if.h: what a link becomes when it gets a carrier.</summary>
public enum LinkMode : byte
{
    /// <summary>Able to carry packets at once.</summary>
    Default = 0,

    /// <summary>Dormant, until a program (802.1X) sets it up.</summary>
    Dormant = 1,

    /// <summary>Under test.</summary>
    Testing = 2,
}
