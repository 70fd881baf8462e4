namespace LinuxNetns.Tests.Abi;

internal static partial class AbiTable
{
    /// <summary>Events, sockets.</summary>
    private static AbiPart Monitoring => new()
    {
        Headers = new()
        {
            ["BPF_"] = "linux/bpf.h",
            ["MAP_"] = "sys/mman.h",
            ["PROT_"] = "sys/mman.h",
            ["NETCONFA_"] = "linux/netconf.h",
            ["PREFIX_"] = "linux/rtnetlink.h",
            ["SK_MEMINFO_"] = "linux/sock_diag.h",
            ["offsetof(struct inet_diag_msg,"] = "linux/inet_diag.h",
        },
        Constants = new()
        {
            ["SocketRow.DestinationOffset"] = "offsetof(struct inet_diag_msg, id.idiag_dst)",
            ["SocketRow.SourceOffset"] = "offsetof(struct inet_diag_msg, id.idiag_src)",
            ["BpfRegister.R0"] = "BPF_REG_0",
            ["BpfRegister.R1"] = "BPF_REG_1",
            ["BpfRegister.R2"] = "BPF_REG_2",
            ["BpfRegister.R3"] = "BPF_REG_3",
            ["BpfRegister.R4"] = "BPF_REG_4",
            ["BpfRegister.R5"] = "BPF_REG_5",
            ["BpfRegister.R6"] = "BPF_REG_6",
            ["BpfRegister.R7"] = "BPF_REG_7",
            ["BpfRegister.R8"] = "BPF_REG_8",
            ["BpfRegister.R9"] = "BPF_REG_9",
            ["BpfRegister.R10"] = "BPF_REG_10",
            ["FileProgram.SockfsMagic"] = "SOCKFS_MAGIC",
            ["NetnsIdBatch.Error"] = "NLMSG_ERROR",
            ["NetnsIdBatch.GetNetnsId"] = "RTM_GETNSID",
            ["NetnsIdBatch.IdAttribute"] = "NETNSA_NSID",
            ["NetnsIdBatch.NewNetnsId"] = "RTM_NEWNSID",
            ["NetnsIdBatch.ProcessAttribute"] = "NETNSA_PID",
            ["NetnsIdBatch.Request"] = "NLM_F_REQUEST",
            ["TaskProgram.CurrentTask"] = "BPF_FUNC_get_current_task_btf",
            ["TaskProgram.ProbeReadKernel"] = "BPF_FUNC_probe_read_kernel",
            ["TaskProgram.SequenceWrite"] = "BPF_FUNC_seq_write",
        },
        Structs = new()
        {
            ["MultiMessageHeader"] = new("struct mmsghdr", "sys/socket.h", new() { ["Message"] = "msg_hdr", ["Length"] = "msg_len" }),
            ["IoVec"] = new("struct iovec", "sys/uio.h", new() { ["Base"] = "iov_base", ["Length"] = "iov_len" }),
            ["PrefixInfo"] = new("struct prefixmsg", "linux/rtnetlink.h", new()
            {
                ["Family"] = "prefix_family", ["Pad1"] = "prefix_pad1", ["Pad2"] = "prefix_pad2", ["Index"] = "prefix_ifindex",
                ["Type"] = "prefix_type", ["Length"] = "prefix_len", ["Flags"] = "prefix_flags", ["Pad3"] = "prefix_pad3",
            }),
            ["PrefixLifetimes"] = new("struct prefix_cacheinfo", "linux/rtnetlink.h", new() { ["Preferred"] = "preferred_time", ["Valid"] = "valid_time" }),
        },
        Ours =
        [
            // include/net/if_inet6.h: the kernel tells them, and keeps their names to itself.
            "AdvertisedPrefix.IF_PREFIX_AUTOCONF",
            "AdvertisedPrefix.IF_PREFIX_ONLINK",
            // Facts has its offsets: a union of nameless structures.
            "BpfAttributes",
            // Facts has their offsets: what is one length in glibc's is an int and padding in musl's.
            "CMsgHdr",
            "ControlHeader",
            "IoVector",
            "MessageHeader",
            "MsgHdr",
            "EventFingerprint",
            "EventFingerprint.OffsetBasis",
            "EventFingerprint.Prime",
            "EventStream.MaxLists",
            "LinkResolver.Unknown",
            "ListDoubt",
            "NetlinkBatch.ChunkBytes",
            "NetlinkEventKind",
            "NetlinkMonitorOptions.LargestReceiveBuffer",
            "NetlinkMonitorOptions.SmallestReceiveBuffer",
            "NetlinkResync",
            "NetlinkSocket.MaxFailures",
            "NetlinkTopics",
            "RouteTopic.Offloading",
        ],
    };
}
