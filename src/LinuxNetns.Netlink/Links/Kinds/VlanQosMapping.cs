namespace LinuxNetns.Netlink;

/// <summary>One line of a VLAN's maps between packet priorities and those in the tag (<c>struct ifla_vlan_qos_mapping</c> of linux/if_link.h).</summary>
/// <param name="From">Inwards, the tag's (0 to 7); outwards, the packet's.</param>
/// <param name="To">Inwards, the packet's; outwards, the tag's (0 to 7). 0 takes a line away.</param>
public readonly record struct VlanQosMapping(uint From, uint To);
