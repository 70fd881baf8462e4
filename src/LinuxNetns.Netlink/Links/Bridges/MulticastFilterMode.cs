namespace LinuxNetns.Netlink;

/// <summary>What the list of sources of a multicast group means (MCAST_EXCLUDE, MCAST_INCLUDE of linux/in.h).</summary>
public enum MulticastFilterMode : byte
{
    /// <summary>From everybody but those.</summary>
    Exclude = 0,

    /// <summary>From those alone.</summary>
    Include = 1,
}
