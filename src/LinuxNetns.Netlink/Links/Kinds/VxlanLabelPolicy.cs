namespace LinuxNetns.Netlink;

/// <summary>Where the flow label of a tunnel's IPv6 packets comes from (<c>enum ifla_vxlan_label_policy</c> of linux/if_link.h).</summary>
public enum VxlanLabelPolicy : uint
{
    /// <summary>It is <see cref="VxlanLink.FlowLabel"/>.</summary>
    Fixed = 0,

    /// <summary>From the packet inside.</summary>
    Inherit = 1,
}
