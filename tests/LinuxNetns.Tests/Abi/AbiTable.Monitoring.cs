namespace LinuxNetns.Tests.Abi;

internal static partial class AbiTable
{
    /// <summary>Events, sockets.</summary>
    private static AbiPart Monitoring => new()
    {
        Headers = new()
        {
            ["NETCONFA_"] = "linux/netconf.h",
            ["PREFIX_"] = "linux/rtnetlink.h",
            ["SK_MEMINFO_"] = "linux/sock_diag.h",
            ["offsetof(struct inet_diag_msg,"] = "linux/inet_diag.h",
        },
        Constants = new()
        {
            ["SocketRow.DestinationOffset"] = "offsetof(struct inet_diag_msg, id.idiag_dst)",
            ["SocketRow.SourceOffset"] = "offsetof(struct inet_diag_msg, id.idiag_src)",
        },
        Structs = new()
        {
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
