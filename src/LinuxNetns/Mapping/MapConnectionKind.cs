namespace LinuxNetns;

/// <summary>How two links of a <see cref="NetworkMap"/> belong together.</summary>
public enum MapConnectionKind
{
    /// <summary>Two ends of a pair: veth, netkit, vxcan.</summary>
    Peer,

    /// <summary>The first is made on top of the second: VLAN, macvlan, ipvlan, a tunnel bound to a device.</summary>
    Lower,

    /// <summary>The first is a port of the second: bridge, bond, VRF, team.</summary>
    Master,

    /// <summary>Two ends of a tunnel: each has the other's address as its remote one.</summary>
    Tunnel,
}
