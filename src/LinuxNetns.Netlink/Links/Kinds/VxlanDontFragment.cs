namespace LinuxNetns.Netlink;

/// <summary>The "don't fragment" bit of a tunnel's packets (<c>enum ifla_vxlan_df</c> of linux/if_link.h).</summary>
public enum VxlanDontFragment : byte
{
    /// <summary>Not set.</summary>
    Unset = 0,

    /// <summary>Set.</summary>
    Set = 1,

    /// <summary>As in the packet inside.</summary>
    Inherit = 2,
}
