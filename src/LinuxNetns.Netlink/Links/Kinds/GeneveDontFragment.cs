namespace LinuxNetns.Netlink;

/// <summary>Whether the packets outside may be fragmented: enum ifla_geneve_df of linux/if_link.h.</summary>
public enum GeneveDontFragment : byte
{
    /// <summary>They may.</summary>
    Unset = 0,

    /// <summary>They may not.</summary>
    Set = 1,

    /// <summary>As those inside.</summary>
    Inherit = 2,
}
