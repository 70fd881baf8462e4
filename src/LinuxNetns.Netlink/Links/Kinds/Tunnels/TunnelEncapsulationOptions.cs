namespace LinuxNetns.Netlink;

/// <summary>Checksums of a tunnel that runs in UDP: TUNNEL_ENCAP_FLAG_* of linux/if_tunnel.h.</summary>
[Flags]
public enum TunnelEncapsulationOptions
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>UDP checksums over IPv4 (<c>encap-csum</c>).</summary>
    Checksum = 1,

    /// <summary>UDP checksums over IPv6 (<c>encap-csum6</c>).</summary>
    Checksum6 = 2,

    /// <summary>Remote checksum offload, GUE only (<c>encap-remcsum</c>).</summary>
    RemoteChecksum = 4,
}
