namespace LinuxNetns.Netlink;

/// <summary>How a tunnel's packets go into UDP: enum tunnel_encap_types of linux/if_tunnel.h.</summary>
public enum TunnelEncapsulationType
{
    /// <summary>They do not.</summary>
    None = 0,

    /// <summary>Foo over UDP: as they are.</summary>
    Fou = 1,

    /// <summary>Generic UDP encapsulation: behind a header of its own.</summary>
    Gue = 2,

    /// <summary>As MPLS.</summary>
    Mpls = 3,
}
