namespace LinuxNetns.Netlink;

/// <summary>How ipvlans of one device see each other (IPVLAN_F_* of linux/if_link.h).</summary>
public enum IpvlanIsolation : ushort
{
    /// <summary>Directly.</summary>
    Bridge = 0,

    /// <summary>Not at all.</summary>
    Private = 1,

    /// <summary>By a switch outside that sends frames back.</summary>
    Vepa = 2,
}
