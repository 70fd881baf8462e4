namespace LinuxNetns.Tests.Abi;

internal static partial class AbiTable
{
    /// <summary>Queueing disciplines, classes, filters; sock_diag.</summary>
    private static AbiPart TrafficControl => new()
    {
        Headers = new()
        {
            ["NETEM_"] = "linux/pkt_sched.h",
            ["TCA_"] = "linux/rtnetlink.h",
            ["TCA_FQ_"] = "linux/pkt_sched.h",
            ["TCA_HTB_"] = "linux/pkt_sched.h",
            ["TCA_NETEM_"] = "linux/pkt_sched.h",
            ["TCA_STATS_"] = "linux/gen_stats.h",
            ["TCA_TBF_"] = "linux/pkt_sched.h",
            ["TCA_ACT_"] = "linux/pkt_cls.h",
            ["TCA_CLS_FLAGS_"] = "linux/pkt_cls.h",
            ["TCA_EGRESS_"] = "linux/tc_act/tc_mirred.h",
            ["TCA_EGRESS_BLOCK"] = "linux/rtnetlink.h",
            ["TCA_FLOWER_"] = "linux/pkt_cls.h",
            ["TCA_GACT_"] = "linux/tc_act/tc_gact.h",
            ["TCA_INGRESS_"] = "linux/tc_act/tc_mirred.h",
            ["TCA_INGRESS_BLOCK"] = "linux/rtnetlink.h",
            ["TCA_MATCHALL_"] = "linux/pkt_cls.h",
            ["TCA_MIRRED_"] = "linux/tc_act/tc_mirred.h",
            ["TCA_POLICE_"] = "linux/pkt_cls.h",
            ["TCA_U32_"] = "linux/pkt_cls.h",
            ["TCM_"] = "linux/rtnetlink.h",
            ["TC_ACT_"] = "linux/pkt_cls.h",
            ["TC_U32_"] = "linux/pkt_cls.h",
            ["INET_DIAG_"] = "linux/inet_diag.h",
            ["NDIAG_"] = "linux/netlink_diag.h",
            ["PACKET_DIAG_"] = "linux/packet_diag.h",
            ["PACKET_SHOW_"] = "linux/packet_diag.h",
            ["SOCK_DESTROY"] = "linux/sock_diag.h",
            ["SOCK_DIAG_"] = "linux/sock_diag.h",
            ["TCP_"] = "netinet/tcp.h",
            ["UDIAG_"] = "linux/unix_diag.h",
            ["UNIX_DIAG_"] = "linux/unix_diag.h",
            ["IPPROTO_"] = "netinet/in.h",
            ["TC_H_"] = "linux/pkt_sched.h",
            ["TC_HTB_"] = "linux/pkt_sched.h",
            ["TC_LINKLAYER_"] = "linux/pkt_sched.h",
            ["TC_PRIO_"] = "linux/pkt_sched.h",
        },
        Constants = new()
        {
            ["FlowerFilter.Icmp"] = "IPPROTO_ICMP",
            ["FlowerFilter.Icmpv6"] = "IPPROTO_ICMPV6",
            ["FlowerFilter.Sctp"] = "IPPROTO_SCTP",
            ["FlowerFilter.Tcp"] = "IPPROTO_TCP",
            ["FlowerFilter.Udp"] = "IPPROTO_UDP",
            ["MirredMode.EgressMirror"] = "TCA_EGRESS_MIRROR",
            ["MirredMode.EgressRedirect"] = "TCA_EGRESS_REDIR",
            ["MirredMode.IngressMirror"] = "TCA_INGRESS_MIRROR",
            ["MirredMode.IngressRedirect"] = "TCA_INGRESS_REDIR",
            ["TrafficProtocol.All"] = "ETH_P_ALL",
            ["TrafficProtocol.Arp"] = "ETH_P_ARP",
            ["TrafficProtocol.IPv4"] = "ETH_P_IP",
            ["TrafficProtocol.IPv6"] = "ETH_P_IPV6",
            ["TrafficProtocol.ProviderVlan"] = "ETH_P_8021AD",
            ["TrafficProtocol.Vlan"] = "ETH_P_8021Q",
            ["TrafficVerdict.Drop"] = "TC_ACT_SHOT",
            ["TrafficVerdict.Pass"] = "TC_ACT_OK",
            ["TrafficVerdict.Pipe"] = "TC_ACT_PIPE",
            ["TrafficVerdict.Queued"] = "TC_ACT_QUEUED",
            ["TrafficVerdict.Reclassify"] = "TC_ACT_RECLASSIFY",
            ["TrafficVerdict.Redirect"] = "TC_ACT_REDIRECT",
            ["TrafficVerdict.Repeat"] = "TC_ACT_REPEAT",
            ["TrafficVerdict.Stolen"] = "TC_ACT_STOLEN",
            ["TrafficVerdict.Trap"] = "TC_ACT_TRAP",
            ["TrafficVerdict.Unspecified"] = "TC_ACT_UNSPEC",
            ["PrioQdisc.Priorities"] = "TC_PRIO_MAX + 1",
            ["SocketState.Closed"] = "TCP_CLOSE",
            ["SocketState.CloseWait"] = "TCP_CLOSE_WAIT",
            ["SocketState.Closing"] = "TCP_CLOSING",
            ["SocketState.Established"] = "TCP_ESTABLISHED",
            ["SocketState.FinWait1"] = "TCP_FIN_WAIT1",
            ["SocketState.FinWait2"] = "TCP_FIN_WAIT2",
            ["SocketState.LastAck"] = "TCP_LAST_ACK",
            ["SocketState.Listen"] = "TCP_LISTEN",
            ["SocketState.SynReceived"] = "TCP_SYN_RECV",
            ["SocketState.SynSent"] = "TCP_SYN_SENT",
            ["SocketState.TimeWait"] = "TCP_TIME_WAIT",
            ["TrafficLinkLayer.Atm"] = "TC_LINKLAYER_ATM",
            ["TrafficLinkLayer.Ethernet"] = "TC_LINKLAYER_ETHERNET",
            ["TrafficLinkLayer.Unaware"] = "TC_LINKLAYER_UNAWARE",
        },
        Newer = new()
        {
            // include/uapi/linux/pkt_sched.h, Linux 6.6: behind TCA_NETEM_SLOT_DIST
            ["TCA_NETEM_PRNG_SEED"] = "#include <linux/version.h>\n#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 6, 0)\n#define TCA_NETEM_PRNG_SEED (TCA_NETEM_SLOT_DIST + 1)\n#endif",
        },
        Structs = new()
        {
            ["InternetSocketId"] = new("struct inet_diag_sockid", "linux/inet_diag.h", new()
            {
                ["SourcePort"] = "idiag_sport", ["DestinationPort"] = "idiag_dport", ["Source0"] = "idiag_src[0]", ["Source1"] = "idiag_src[1]", ["Source2"] = "idiag_src[2]",
                ["Source3"] = "idiag_src[3]", ["Destination0"] = "idiag_dst[0]", ["Destination1"] = "idiag_dst[1]", ["Destination2"] = "idiag_dst[2]",
                ["Destination3"] = "idiag_dst[3]", ["Interface"] = "idiag_if", ["CookieLow"] = "idiag_cookie[0]", ["CookieHigh"] = "idiag_cookie[1]",
            }),
            ["InternetSocketMessage"] = new("struct inet_diag_msg", "linux/inet_diag.h", new()
            {
                ["Family"] = "idiag_family", ["State"] = "idiag_state", ["Timer"] = "idiag_timer", ["Retransmits"] = "idiag_retrans", ["Id"] = "id", ["Expires"] = "idiag_expires",
                ["ReceiveQueue"] = "idiag_rqueue", ["SendQueue"] = "idiag_wqueue", ["UserId"] = "idiag_uid", ["Inode"] = "idiag_inode",
            }),
            ["InternetSocketRequest"] = new("struct inet_diag_req_v2", "linux/inet_diag.h", new()
            {
                ["Family"] = "sdiag_family", ["Protocol"] = "sdiag_protocol", ["Extensions"] = "idiag_ext", ["Pad"] = "pad", ["States"] = "idiag_states", ["Id"] = "id",
            }),
            ["NetlinkSocketMessage"] = new("struct netlink_diag_msg", "linux/netlink_diag.h", new()
            {
                ["Family"] = "ndiag_family", ["Type"] = "ndiag_type", ["Protocol"] = "ndiag_protocol", ["State"] = "ndiag_state", ["PortId"] = "ndiag_portid",
                ["DestinationPortId"] = "ndiag_dst_portid", ["DestinationGroup"] = "ndiag_dst_group", ["Inode"] = "ndiag_ino",
                ["CookieLow"] = "ndiag_cookie[0]", ["CookieHigh"] = "ndiag_cookie[1]",
            }),
            ["PacketSocketMessage"] = new("struct packet_diag_msg", "linux/packet_diag.h", new()
            {
                ["Family"] = "pdiag_family", ["Type"] = "pdiag_type", ["Protocol"] = "pdiag_num", ["Inode"] = "pdiag_ino",
                ["CookieLow"] = "pdiag_cookie[0]", ["CookieHigh"] = "pdiag_cookie[1]",
            }),
            ["PacketSocketRequest"] = new("struct packet_diag_req", "linux/packet_diag.h", new()
            {
                ["Family"] = "sdiag_family", ["Protocol"] = "sdiag_protocol", ["Pad"] = "pad", ["Inode"] = "pdiag_ino", ["Show"] = "pdiag_show",
                ["CookieLow"] = "pdiag_cookie[0]", ["CookieHigh"] = "pdiag_cookie[1]",
            }),
            ["UnixSocketMessage"] = new("struct unix_diag_msg", "linux/unix_diag.h", new()
            {
                ["Family"] = "udiag_family", ["Type"] = "udiag_type", ["State"] = "udiag_state", ["Pad"] = "pad", ["Inode"] = "udiag_ino",
                ["CookieLow"] = "udiag_cookie[0]", ["CookieHigh"] = "udiag_cookie[1]",
            }),
            ["UnixSocketRequest"] = new("struct unix_diag_req", "linux/unix_diag.h", new()
            {
                ["Family"] = "sdiag_family", ["Protocol"] = "sdiag_protocol", ["Pad"] = "pad", ["States"] = "udiag_states", ["Inode"] = "udiag_ino", ["Show"] = "udiag_show",
                ["CookieLow"] = "udiag_cookie[0]", ["CookieHigh"] = "udiag_cookie[1]",
            }),
            ["HtbGlobal"] = new("struct tc_htb_glob", "linux/pkt_sched.h", new()
            {
                ["Version"] = "version", ["RateToQuantum"] = "rate2quantum", ["DefaultClass"] = "defcls", ["Debug"] = "debug", ["DirectPackets"] = "direct_pkts",
            }),
            ["HtbOptions"] = new("struct tc_htb_opt", "linux/pkt_sched.h", new()
            {
                ["Rate"] = "rate", ["Ceiling"] = "ceil", ["Buffer"] = "buffer", ["CeilingBuffer"] = "cbuffer", ["Quantum"] = "quantum", ["Level"] = "level", ["Priority"] = "prio",
            }),
            ["MirredParameters"] = new("struct tc_mirred", "linux/tc_act/tc_mirred.h", new() { ["Header"] = "", ["Mode"] = "eaction", ["Index"] = "ifindex" }),
            ["PoliceParameters"] = new("struct tc_police", "linux/pkt_cls.h", new()
            {
                ["Index"] = "index", ["Verdict"] = "action", ["Limit"] = "limit", ["Burst"] = "burst", ["Mtu"] = "mtu", ["Rate"] = "rate", ["PeakRate"] = "peakrate",
                ["References"] = "refcnt", ["Bindings"] = "bindcnt", ["Capabilities"] = "capab",
            }),
            ["TrafficActionHeader"] = new("struct tc_gact", "linux/tc_act/tc_gact.h", new()
            {
                ["Index"] = "index", ["Capabilities"] = "capab", ["Verdict"] = "action", ["References"] = "refcnt", ["Bindings"] = "bindcnt",
            }),
            ["U32KeyOptions"] = new("struct tc_u32_key", "linux/pkt_cls.h", new() { ["Mask"] = "mask", ["Value"] = "val", ["Offset"] = "off", ["OffsetMask"] = "offmask" }),
            ["U32Selector"] = new("struct tc_u32_sel", "linux/pkt_cls.h", new()
            {
                ["Flags"] = "flags", ["OffsetShift"] = "offshift", ["KeyCount"] = "nkeys", ["OffsetMask"] = "offmask", ["Offset"] = "off",
                ["OffsetOffset"] = "offoff", ["HashOffset"] = "hoff", ["HashMask"] = "hmask",
            }),
            ["NetemCorrelation"] = new("struct tc_netem_corr", "linux/pkt_sched.h", new() { ["Delay"] = "delay_corr", ["Loss"] = "loss_corr", ["Duplicate"] = "dup_corr" }),
            ["NetemGilbertElliottOptions"] = new("struct tc_netem_gemodel", "linux/pkt_sched.h", new() { ["P"] = "p", ["R"] = "r", ["H"] = "h", ["K1"] = "k1" }),
            ["NetemMarkovOptions"] = new("struct tc_netem_gimodel", "linux/pkt_sched.h", new()
            {
                ["P13"] = "p13", ["P31"] = "p31", ["P32"] = "p32", ["P14"] = "p14", ["P23"] = "p23",
            }),
            ["NetemOptions"] = new("struct tc_netem_qopt", "linux/pkt_sched.h", new()
            {
                ["Latency"] = "latency", ["Limit"] = "limit", ["Loss"] = "loss", ["Gap"] = "gap", ["Duplicate"] = "duplicate", ["Jitter"] = "jitter",
            }),
            ["NetemProbability"] = new("struct tc_netem_reorder", "linux/pkt_sched.h", new() { ["Probability"] = "probability", ["Correlation"] = "correlation" }),
            ["NetemRate"] = new("struct tc_netem_rate", "linux/pkt_sched.h", new()
            {
                ["Rate"] = "rate", ["PacketOverhead"] = "packet_overhead", ["CellSize"] = "cell_size", ["CellOverhead"] = "cell_overhead",
            }),
            ["NetemSlotOptions"] = new("struct tc_netem_slot", "linux/pkt_sched.h", new()
            {
                ["MinimumDelay"] = "min_delay", ["MaximumDelay"] = "max_delay", ["MaximumPackets"] = "max_packets", ["MaximumBytes"] = "max_bytes",
                ["DistributionDelay"] = "dist_delay", ["DistributionJitter"] = "dist_jitter",
            }),
            ["RateSpecification"] = new("struct tc_ratespec", "linux/pkt_sched.h", new()
            {
                ["CellLog"] = "cell_log", ["LinkLayer"] = "linklayer", ["Overhead"] = "overhead", ["CellAlign"] = "cell_align", ["Mpu"] = "mpu", ["Rate"] = "rate",
            }),
            ["TbfOptions"] = new("struct tc_tbf_qopt", "linux/pkt_sched.h", new()
            {
                ["Rate"] = "rate", ["PeakRate"] = "peakrate", ["Limit"] = "limit", ["Buffer"] = "buffer", ["Mtu"] = "mtu",
            }),
            ["TrafficMessage"] = new("struct tcmsg", "linux/rtnetlink.h", new()
            {
                ["Family"] = "tcm_family", ["Pad1"] = "tcm__pad1", ["Pad2"] = "tcm__pad2", ["Index"] = "tcm_ifindex", ["Handle"] = "tcm_handle",
                ["Parent"] = "tcm_parent", ["Info"] = "tcm_info",
            }),
        },
        Ours =
        [
            "FqQdisc.Unlimited",
            "HtbClass.DefaultBurst",
            "HtbQdisc.Protocol",
            "NetemDistribution.NormalEntries",
            "NetemQdisc.DefaultLimit",
            "SocketKind",
            "SocketState.None",
            "SocketTable.AllStates",
            "SocketTable.Show",
            "TrafficRate.AtmCell",
            "TrafficRate.AtmPayload",
            "TrafficRate.CellLog",
            "TrafficRate.TableLength",
            "TrafficRate.TickNanoseconds",
        ],
    };
}
