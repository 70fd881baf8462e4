namespace LinuxNetns.Netlink;

/// <summary>The tag of a VLAN: the Ethernet protocol that announces it.</summary>
public enum VlanProtocol
{
    /// <summary>802.1Q, customer tags (0x8100).</summary>
    Ieee8021Q = 0x8100,

    /// <summary>802.1ad, service tags (0x88a8).</summary>
    Ieee8021AD = 0x88a8,
}
