namespace LinuxNetns.Tests.Abi;

internal static partial class AbiTable
{
    /// <summary>Generic netlink and what speaks it, and tunnels.</summary>
    private static AbiPart Generic => new()
    {
        Headers = new()
        {
            ["GENEVE_DF_"] = "linux/if_link.h",
            ["IFF_TAP"] = "linux/if_tun.h",
            ["IFF_TUN"] = "linux/if_tun.h",
            ["IFLA_GRE_"] = "linux/if_tunnel.h",
            ["IFLA_IPTUN_"] = "linux/if_tunnel.h",
            ["IFLA_VTI_"] = "linux/if_tunnel.h",
            ["IP6_TNL_F_"] = "linux/ip6_tunnel.h",
            ["IPPROTO_IP"] = "linux/in.h",
            ["IPPROTO_MPLS"] = "linux/in.h",
            ["SIT_"] = "linux/if_tunnel.h",
            ["TUNNEL_ENCAP_"] = "linux/if_tunnel.h",
            ["__be16_to_cpu(GRE_"] = "linux/if_tunnel.h",
        },
        Constants = new()
        {
            ["GeneveDontFragment.Inherit"] = "GENEVE_DF_INHERIT",
            ["GeneveDontFragment.Set"] = "GENEVE_DF_SET",
            ["GeneveDontFragment.Unset"] = "GENEVE_DF_UNSET",
            ["GreAttribute.ChecksumFlag"] = "__be16_to_cpu(GRE_CSUM)",
            ["GreAttribute.KeyFlag"] = "__be16_to_cpu(GRE_KEY)",
            ["GreAttribute.SequenceFlag"] = "__be16_to_cpu(GRE_SEQ)",
            ["Ip6TunnelOptions.AllowLocalRemote"] = "IP6_TNL_F_ALLOW_LOCAL_REMOTE",
            ["Ip6TunnelOptions.CopyDscp"] = "IP6_TNL_F_RCV_DSCP_COPY",
            ["Ip6TunnelOptions.IgnoreEncapsulationLimit"] = "IP6_TNL_F_IGN_ENCAP_LIMIT",
            ["Ip6TunnelOptions.InheritFlowLabel"] = "IP6_TNL_F_USE_ORIG_FLOWLABEL",
            ["Ip6TunnelOptions.InheritMark"] = "IP6_TNL_F_USE_ORIG_FWMARK",
            ["Ip6TunnelOptions.InheritTrafficClass"] = "IP6_TNL_F_USE_ORIG_TCLASS",
            ["Ip6TunnelOptions.MobileIp"] = "IP6_TNL_F_MIP6_DEV",
            ["TunMode.Tap"] = "IFF_TAP",
            ["TunMode.Tun"] = "IFF_TUN",
            ["TunnelEncapsulationOptions.Checksum"] = "TUNNEL_ENCAP_FLAG_CSUM",
            ["TunnelEncapsulationOptions.Checksum6"] = "TUNNEL_ENCAP_FLAG_CSUM6",
            ["TunnelEncapsulationOptions.RemoteChecksum"] = "TUNNEL_ENCAP_FLAG_REMCSUM",
            ["TunnelEncapsulationType.Fou"] = "TUNNEL_ENCAP_FOU",
            ["TunnelEncapsulationType.Gue"] = "TUNNEL_ENCAP_GUE",
            ["TunnelEncapsulationType.Mpls"] = "TUNNEL_ENCAP_MPLS",
            ["TunnelEncapsulationType.None"] = "TUNNEL_ENCAP_NONE",
            ["TunnelPayload.Any"] = "IPPROTO_IP",
            ["TunnelPayload.IPv4"] = "IPPROTO_IPIP",
            ["TunnelPayload.IPv6"] = "IPPROTO_IPV6",
            ["TunnelPayload.Mpls"] = "IPPROTO_MPLS",
        },
        Ours =
        [
            "GeneveLink.MaxVni",
            "Ip6TunnelOptions.None",
            "IpTunnelLink.MaxFlowLabel",
            "IpTunnelLink.TrafficClassShift",
            "TunnelEncapsulationOptions.None",
        ],
    };
}
