namespace LinuxNetns.Tests.Abi;

/// <summary>What the C headers call what we have. A constant, structure or field that is not in here fails the ABI test: add it.</summary>
internal static partial class AbiTable
{
    /// <summary>Where a C name is defined, by its longest beginning. A name whose beginning is not here needs a line of its own.</summary>
    internal static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal)
    {
        ["AF_"] = "sys/socket.h",
        ["ARPHRD_"] = "linux/if_arp.h",
        ["AT_"] = "fcntl.h",
        ["CAP_"] = "linux/capability.h",
        ["CLONE_"] = "sched.h",
        ["CLD_"] = "signal.h",
        ["DT_"] = "dirent.h",
        ["E"] = "errno.h",
        ["EFD_"] = "sys/eventfd.h",
        ["EPOLL"] = "sys/epoll.h",
        ["FAN_"] = "sys/fanotify.h",
        ["FD_"] = "fcntl.h",
        ["FILEID_"] = "fcntl.h",
        ["F_"] = "fcntl.h",
        ["F_OK"] = "unistd.h",
        ["IFF_"] = "linux/if.h",
        ["IFLA_"] = "linux/if_link.h",
        ["ALTIFNAMSIZ"] = "linux/if.h",
        ["IFNAMSIZ"] = "linux/if.h",
        ["IPPROTO_"] = "netinet/in.h",
        ["IPV6_"] = "netinet/in.h",
        ["IP_"] = "netinet/in.h",
        ["IF_OPER_"] = "linux/if.h",
        ["IN_"] = "sys/inotify.h",
        ["LOCK_"] = "sys/file.h",
        ["MNT_"] = "sys/mount.h",
        ["MOUNT_ATTR_"] = "linux/mount.h",
        ["MOVE_MOUNT_"] = "linux/mount.h",
        ["OPEN_TREE_"] = "linux/mount.h",
        ["MSG_"] = "sys/socket.h",
        ["MS_"] = "sys/mount.h",
        ["NAME_MAX"] = "limits.h",
        ["NETLINK_"] = "linux/netlink.h",
        ["NETNSA_"] = "linux/net_namespace.h",
        ["NLA_"] = "linux/netlink.h",
        ["NLMSG"] = "linux/netlink.h",
        ["NLM_F_"] = "linux/netlink.h",
        ["NSFS_MAGIC"] = "linux/magic.h",
        ["NSFS_FILE_HANDLE_"] = "linux/nsfs.h",
        ["NS_GET_"] = "linux/nsfs.h",
        ["NS_ID_REQ_"] = "linux/nsfs.h",
        ["O_"] = "fcntl.h",
        ["PIDFD_"] = "linux/pidfd.h",
        ["POLL"] = "poll.h",
        ["POSIX_SPAWN_"] = "spawn.h",
        ["PROC_SUPER_MAGIC"] = "linux/magic.h",
        ["PR_"] = "linux/prctl.h",
        ["P_"] = "sys/wait.h",
        ["RLIMIT_"] = "sys/resource.h",
        ["RTEXT_FILTER_"] = "linux/rtnetlink.h",
        ["RTM_"] = "linux/rtnetlink.h",
        ["RTNLGRP_"] = "linux/rtnetlink.h",
        ["SCM_"] = "sys/socket.h",
        ["SIG"] = "signal.h",
        ["SIOCGSKNS"] = "linux/sockios.h",
        ["SOCK_"] = "sys/socket.h",
        ["SOL_"] = "sys/socket.h",
        ["SO_"] = "sys/socket.h",
        ["STATX_"] = "linux/stat.h",
        ["ST_"] = "sys/statvfs.h",
        ["SYSFS_MAGIC"] = "linux/magic.h",
        ["SYS_"] = "sys/syscall.h",
        ["S_I"] = "sys/stat.h",
        ["TIOC"] = "sys/ioctl.h",
        ["TMPFS_MAGIC"] = "linux/magic.h",
        ["UMOUNT_"] = "sys/mount.h",
        ["W"] = "sys/wait.h",
        ["offsetof(struct dirent,"] = "dirent.h",
        ["sizeof(struct inotify_event"] = "sys/inotify.h",
        ["sizeof(sigset_t"] = "signal.h",
        ["_LINUX_CAPABILITY_"] = "linux/capability.h",
    };

    /// <summary>Numbers with a name of ours → C's name or expression. Those with C's own name need no line.</summary>
    internal static readonly Dictionary<string, string> Constants = new(StringComparer.Ordinal)
    {
        ["AttributeReader.HeaderSize"] = "NLA_HDRLEN",
        ["AttributeReader.TypeMask"] = "NLA_TYPE_MASK & 0xffff",
        ["ExtendedAck.AttributeMessage"] = "NLMSGERR_ATTR_MSG",
        ["ExtendedAck.AttributeMissingType"] = "NLMSGERR_ATTR_MISS_TYPE",
        ["ExtendedAck.AttributeOffset"] = "NLMSGERR_ATTR_OFFS",
        // struct linux_dirent64, of getdents64(2), which libc shows as struct dirent
        ["Interop.DirentLengthOffset"] = "offsetof(struct dirent, d_reclen)",
        ["Interop.DirentNameOffset"] = "offsetof(struct dirent, d_name)",
        ["Interop.SigsetSize"] = "sizeof(sigset_t)",
        ["InotifyParser.HeaderSize"] = "sizeof(struct inotify_event)",
        ["LinkRow.Loopback"] = "ARPHRD_LOOPBACK",
        ["LinkRow.MulticastRegister"] = "ARPHRD_PIMREG",
        ["LinkName.MaxBytes"] = "IFNAMSIZ - 1",
        ["MessageType.DeleteLink"] = "RTM_DELLINK",
        ["MessageType.NewAddress"] = "RTM_NEWADDR",
        ["MessageType.DeleteAddress"] = "RTM_DELADDR",
        ["MessageType.GetAddress"] = "RTM_GETADDR",
        ["MessageType.NewRoute"] = "RTM_NEWROUTE",
        ["MessageType.DeleteRoute"] = "RTM_DELROUTE",
        ["MessageType.GetRoute"] = "RTM_GETROUTE",
        ["MessageType.NewNeighbor"] = "RTM_NEWNEIGH",
        ["MessageType.DeleteNeighbor"] = "RTM_DELNEIGH",
        ["MessageType.GetNeighbor"] = "RTM_GETNEIGH",
        ["MessageType.NewRule"] = "RTM_NEWRULE",
        ["MessageType.DeleteRule"] = "RTM_DELRULE",
        ["MessageType.GetRule"] = "RTM_GETRULE",
        ["MessageType.NewQdisc"] = "RTM_NEWQDISC",
        ["MessageType.DeleteQdisc"] = "RTM_DELQDISC",
        ["MessageType.GetQdisc"] = "RTM_GETQDISC",
        ["MessageType.NewClass"] = "RTM_NEWTCLASS",
        ["MessageType.DeleteClass"] = "RTM_DELTCLASS",
        ["MessageType.GetClass"] = "RTM_GETTCLASS",
        ["MessageType.NewFilter"] = "RTM_NEWTFILTER",
        ["MessageType.DeleteFilter"] = "RTM_DELTFILTER",
        ["MessageType.GetFilter"] = "RTM_GETTFILTER",
        ["MessageType.NewPrefix"] = "RTM_NEWPREFIX",
        ["MessageType.NewNeighborTable"] = "RTM_NEWNEIGHTBL",
        ["MessageType.GetNeighborTable"] = "RTM_GETNEIGHTBL",
        ["MessageType.SetNeighborTable"] = "RTM_SETNEIGHTBL",
        ["MessageType.NewNetconf"] = "RTM_NEWNETCONF",
        ["MessageType.DeleteNetconf"] = "RTM_DELNETCONF",
        ["MessageType.GetNetconf"] = "RTM_GETNETCONF",
        ["MessageType.NewMdb"] = "RTM_NEWMDB",
        ["MessageType.DeleteMdb"] = "RTM_DELMDB",
        ["MessageType.GetMdb"] = "RTM_GETMDB",
        ["MessageType.NewChain"] = "RTM_NEWCHAIN",
        ["MessageType.DeleteChain"] = "RTM_DELCHAIN",
        ["MessageType.GetChain"] = "RTM_GETCHAIN",
        ["MessageType.NewNextHop"] = "RTM_NEWNEXTHOP",
        ["MessageType.DeleteNextHop"] = "RTM_DELNEXTHOP",
        ["MessageType.GetNextHop"] = "RTM_GETNEXTHOP",
        ["MessageType.NewLinkProperty"] = "RTM_NEWLINKPROP",
        ["MessageType.DeleteLinkProperty"] = "RTM_DELLINKPROP",
        ["MessageType.GetLinkProperty"] = "RTM_GETLINKPROP",
        ["MessageType.NewTunnel"] = "RTM_NEWTUNNEL",
        ["MessageType.DeleteTunnel"] = "RTM_DELTUNNEL",
        ["MessageType.GetTunnel"] = "RTM_GETTUNNEL",
        ["HeaderFlags.Replace"] = "NLM_F_REPLACE",
        ["HeaderFlags.Exclusive"] = "NLM_F_EXCL",
        ["HeaderFlags.Bulk"] = "NLM_F_BULK",
        ["HeaderFlags.Create"] = "NLM_F_CREATE",
        ["HeaderFlags.Append"] = "NLM_F_APPEND",
        ["NetlinkWriter.NestedFlag"] = "NLA_F_NESTED",
        ["LinkName.MaxAlternativeBytes"] = "ALTIFNAMSIZ - 1",
        ["NamespaceName.MaxBytes"] = "NAME_MAX",
        ["NetnsIdMonitor.GroupNetnsId"] = "RTNLGRP_NSID",
        ["NetlinkHeader.Size"] = "NLMSG_HDRLEN",
        ["SockaddrNl.Size"] = "NETLINK_SOCKADDR_SIZE",


        ["NetnsIdAttribute.CurrentId"] = "NETNSA_CURRENT_NSID",
        ["NetnsIdAttribute.Descriptor"] = "NETNSA_FD",
        ["NetnsIdAttribute.Id"] = "NETNSA_NSID",
        ["NetnsIdAttribute.NotAssigned"] = "NETNSA_NSID_NOT_ASSIGNED",
        ["NetnsIdAttribute.ProcessId"] = "NETNSA_PID",
        ["NetnsIdAttribute.TargetId"] = "NETNSA_TARGET_NSID",

        ["MessageType.DeleteNetnsId"] = "RTM_DELNSID",
        ["MessageType.Done"] = "NLMSG_DONE",
        ["MessageType.Error"] = "NLMSG_ERROR",
        ["MessageType.GetLink"] = "RTM_GETLINK",
        ["MessageType.GetNetnsId"] = "RTM_GETNSID",
        ["MessageType.NewLink"] = "RTM_NEWLINK",
        ["MessageType.NewNetnsId"] = "RTM_NEWNSID",
        ["MessageType.Noop"] = "NLMSG_NOOP",
        ["MessageType.Overrun"] = "NLMSG_OVERRUN",
        ["MessageType.SetLink"] = "RTM_SETLINK",

        ["HeaderFlags.Ack"] = "NLM_F_ACK",
        ["HeaderFlags.AckAttributes"] = "NLM_F_ACK_TLVS",
        ["HeaderFlags.Capped"] = "NLM_F_CAPPED",
        ["HeaderFlags.Dump"] = "NLM_F_DUMP",
        ["HeaderFlags.DumpInterrupted"] = "NLM_F_DUMP_INTR",
        ["HeaderFlags.Multi"] = "NLM_F_MULTI",
        ["HeaderFlags.Request"] = "NLM_F_REQUEST",

        ["LinkFlags.AllMulticast"] = "IFF_ALLMULTI",
        ["LinkFlags.AutoMedia"] = "IFF_AUTOMEDIA",
        ["LinkFlags.Broadcast"] = "IFF_BROADCAST",
        ["LinkFlags.Debug"] = "IFF_DEBUG",
        ["LinkFlags.Dormant"] = "IFF_DORMANT",
        ["LinkFlags.Dynamic"] = "IFF_DYNAMIC",
        ["LinkFlags.Echo"] = "IFF_ECHO",
        ["LinkFlags.Loopback"] = "IFF_LOOPBACK",
        ["LinkFlags.LowerUp"] = "IFF_LOWER_UP",
        ["LinkFlags.Master"] = "IFF_MASTER",
        ["LinkFlags.Multicast"] = "IFF_MULTICAST",
        ["LinkFlags.NoArp"] = "IFF_NOARP",
        ["LinkFlags.NoTrailers"] = "IFF_NOTRAILERS",
        ["LinkFlags.PointToPoint"] = "IFF_POINTOPOINT",
        ["LinkFlags.PortSelect"] = "IFF_PORTSEL",
        ["LinkFlags.Promiscuous"] = "IFF_PROMISC",
        ["LinkFlags.Running"] = "IFF_RUNNING",
        ["LinkFlags.Slave"] = "IFF_SLAVE",
        ["LinkFlags.Up"] = "IFF_UP",

        ["OperationalState.Dormant"] = "IF_OPER_DORMANT",
        ["OperationalState.Down"] = "IF_OPER_DOWN",
        ["OperationalState.LowerLayerDown"] = "IF_OPER_LOWERLAYERDOWN",
        ["OperationalState.NotPresent"] = "IF_OPER_NOTPRESENT",
        ["OperationalState.Testing"] = "IF_OPER_TESTING",
        ["OperationalState.Unknown"] = "IF_OPER_UNKNOWN",
        ["OperationalState.Up"] = "IF_OPER_UP",

        ["Capability.NetAdmin"] = "CAP_NET_ADMIN",
        ["Capability.SysAdmin"] = "CAP_SYS_ADMIN",
        ["Capability.SysPtrace"] = "CAP_SYS_PTRACE",
    };

    /// <summary>What kernel headers of Debian 12 (6.1) may lack, as newer ones define it. Checked where the installed headers have it, else against this.</summary>
    internal static readonly Dictionary<string, string> Newer = new(StringComparer.Ordinal)
    {
        // include/uapi/linux/nsfs.h, Linux 6.18
        ["NS_GET_ID"] = "#include <linux/types.h>\n#ifndef NS_GET_ID\n#define NS_GET_ID _IOR(0xb7, 13, __u64)\n#endif",
        // the same, and Linux 6.19
        ["NSFS_FILE_HANDLE_SIZE_VER0"] = "#ifndef NSFS_FILE_HANDLE_SIZE_VER0\n#define NSFS_FILE_HANDLE_SIZE_VER0 16\nstruct nsfs_file_handle { __u64 ns_id; __u32 ns_type; __u32 ns_inum; };\n#endif",
        ["NS_ID_REQ_SIZE_VER0"] = "#ifndef NS_ID_REQ_SIZE_VER0\n#define NS_ID_REQ_SIZE_VER0 32\nstruct ns_id_req { __u32 size; __u32 spare; __u64 ns_id; __u32 ns_type; __u32 spare2; __u64 user_ns_id; };\n#endif",
        // include/uapi/linux/fcntl.h, Linux 6.18
        ["FD_NSFS_ROOT"] = "#ifndef FD_NSFS_ROOT\n#define FD_NSFS_ROOT -10003\n#endif",
        // include/linux/exportfs.h, inside the kernel only
        ["FILEID_NSFS"] = "#define FILEID_NSFS 0xf1",
        // one number for all architectures, Linux 6.19
        ["SYS_listns"] = "#ifndef SYS_listns\n#define SYS_listns 470\n#endif",
        // include/uapi/linux/pidfd.h, Linux 6.11
        ["PIDFD_GET_NET_NAMESPACE"] = "#include <sys/ioctl.h>\n#ifndef PIDFD_GET_NET_NAMESPACE\n#define PIDFD_GET_NET_NAMESPACE _IO(0xff, 4)\n#endif",
        // include/uapi/linux/if_link.h, Linux 6.15: the sixth after the last one of 6.1. An enumerator, which #ifdef cannot see.
        ["IFLA_NETNS_IMMUTABLE"] = "#include <linux/version.h>\n#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 15, 0)\n#define IFLA_NETNS_IMMUTABLE (IFLA_ALLMULTI + 6)\n#endif",
        // include/uapi/linux/stat.h, Linux 6.8
        ["STATX_MNT_ID_UNIQUE"] = "#ifndef STATX_MNT_ID_UNIQUE\n#define STATX_MNT_ID_UNIQUE 0x00004000U\n#endif",
        // arch/*/entry/syscalls, include/uapi/asm-generic/unistd.h, Linux 6.8
        ["SYS_listmount"] = "#ifndef SYS_listmount\n#define SYS_listmount 458\n#endif",
        // not a name of C's: the size of its address structure
        ["NETLINK_SOCKADDR_SIZE"] = "#define NETLINK_SOCKADDR_SIZE sizeof(struct sockaddr_nl)",
        // asm-generic/socket.h, Linux 5.14; libcs without it keep their own list
        ["SO_NETNS_COOKIE"] = "#ifndef SO_NETNS_COOKIE\n#include <asm/socket.h>\n#endif",
        // include/linux/socket.h, inside the kernel only until libcs repeated it
        ["SOL_NETLINK"] = "#ifndef SOL_NETLINK\n#define SOL_NETLINK 270\n#endif",
    };

    internal static readonly Dictionary<string, AbiStruct> Structs = new(StringComparer.Ordinal)
    {
        ["InterfaceInfo"] = new("struct ifinfomsg", "linux/rtnetlink.h", new() { ["Family"] = "ifi_family", ["Pad"] = "__ifi_pad", ["HardwareType"] = "ifi_type", ["Index"] = "ifi_index", ["Flags"] = "ifi_flags", ["Change"] = "ifi_change" }),
        ["NetlinkHeader"] = new("struct nlmsghdr", "linux/netlink.h", new() { ["Length"] = "nlmsg_len", ["Type"] = "nlmsg_type", ["Flags"] = "nlmsg_flags", ["Sequence"] = "nlmsg_seq", ["PortId"] = "nlmsg_pid" }),
        ["NamespaceListRequest"] = new("struct ns_id_req", "linux/nsfs.h", new() { ["Size"] = "size", ["Spare"] = "spare", ["After"] = "ns_id", ["Kinds"] = "ns_type", ["Spare2"] = "spare2", ["Owner"] = "user_ns_id" }),
        ["NsfsFileHandle"] = new("struct nsfs_file_handle", "linux/nsfs.h", new() { ["Id"] = "ns_id", ["Kind"] = "ns_type", ["Inode"] = "ns_inum" }),
        ["PollFd"] = new("struct pollfd", "poll.h", new() { ["Fd"] = "fd", ["Events"] = "events", ["Revents"] = "revents" }),
        ["RoutingFamily"] = new("struct rtgenmsg", "linux/rtnetlink.h", new() { ["Family"] = "rtgen_family" }),
        ["SockaddrNl"] = new("struct sockaddr_nl", "linux/netlink.h", new() { ["Family"] = "nl_family", ["Pad"] = "nl_pad", ["PortId"] = "nl_pid", ["Groups"] = "nl_groups" }),
        ["SigInfo"] = new("siginfo_t", "signal.h", new() { ["Code"] = "si_code", ["_pid32"] = "", ["_pid64"] = "si_pid", ["_status32"] = "", ["_status64"] = "si_status" }),
        ["SockFilter"] = new("struct sock_filter", "linux/filter.h", new() { ["Code"] = "code", ["IfTrue"] = "jt", ["IfFalse"] = "jf", ["Operand"] = "k" }),
        ["SockFprog"] = new("struct sock_fprog", "linux/filter.h", new() { ["Length"] = "len", ["Filter"] = "filter" }),
        ["StatxBuffer"] = new("struct statx", "linux/stat.h", new()
        {
            ["Mask"] = "stx_mask",
            ["Attributes"] = "stx_attributes",
            ["LinkCount"] = "stx_nlink",
            ["Uid"] = "stx_uid",
            ["Mode"] = "stx_mode",
            ["Inode"] = "stx_ino",
            ["Size"] = "stx_size",
            ["ChangeSeconds"] = "stx_ctime.tv_sec",
            ["ChangeNanoseconds"] = "stx_ctime.tv_nsec",
            ["DeviceMajor"] = "stx_dev_major",
            ["DeviceMinor"] = "stx_dev_minor",
            ["MountId"] = "stx_mnt_id",
        }),
    };

    /// <summary>Room we keep for an object of libc's whose inside is not ours to know: constant → (its type, header).</summary>
    internal static readonly Dictionary<string, (string Type, string Header)> Rooms = new(StringComparer.Ordinal)
    {
        ["Interop.SpawnAttributesSize"] = ("posix_spawnattr_t", "spawn.h"),
        ["Interop.SpawnFileActionsSize"] = ("posix_spawn_file_actions_t", "spawn.h"),
    };

    /// <summary>The widths that the signatures in Interop assume of libc's types: type → (header, bytes).</summary>
    internal static readonly Dictionary<string, (string Header, int Size)> Types = new(StringComparer.Ordinal)
    {
        ["int"] = ("sys/types.h", 4),
        ["long"] = ("sys/types.h", 8),
        ["mode_t"] = ("sys/types.h", 4),
        ["nfds_t"] = ("poll.h", 8),
        ["pid_t"] = ("sys/types.h", 4),
        ["size_t"] = ("stddef.h", 8),
        ["socklen_t"] = ("sys/socket.h", 4),
        ["ssize_t"] = ("sys/types.h", 8),
        ["uid_t"] = ("sys/types.h", 4),
    };

    /// <summary>What code that reads and writes bytes takes for granted: (header, condition, whose).</summary>
    internal static readonly (string Header, string Condition, string Whose)[] Facts =
    [
        ("sys/epoll.h", "offsetof(struct epoll_event, events) == 0", "MountTable"),
        ("sys/epoll.h", "sizeof(struct epoll_event) <= 16", "MountTable"),
        ("sys/inotify.h", "offsetof(struct inotify_event, wd) == 0", "InotifyParser"),
        ("sys/inotify.h", "offsetof(struct inotify_event, mask) == 4", "InotifyParser"),
        ("sys/inotify.h", "offsetof(struct inotify_event, len) == 12", "InotifyParser"),
        ("sys/inotify.h", "offsetof(struct inotify_event, name) == 16", "InotifyParser"),
        ("sys/statfs.h", "offsetof(struct statfs, f_type) == 0", "NamespaceIdentity"),
        ("sys/statfs.h", "sizeof(((struct statfs *)0)->f_type) == sizeof(void *)", "NamespaceIdentity"),
        ("sys/statfs.h", "sizeof(struct statfs) <= 256", "NamespaceIdentity"),
        ("fcntl.h", "sizeof(struct file_handle) == 8 && offsetof(struct file_handle, handle_type) == 4 && offsetof(struct file_handle, f_handle) == 8", "NamespaceFileHandle"),
        ("linux/bpf.h", "offsetof(union bpf_attr, map_type) == 0", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, key_size) == 4", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, value_size) == 8", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, max_entries) == 12", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, map_fd) == 0", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, key) == 8", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, value) == 16", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, prog_type) == 0", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, insn_cnt) == 4", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, insns) == 8", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, license) == 16", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, log_level) == 24", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, log_size) == 28", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, log_buf) == 32", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, prog_name) == 48", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, expected_attach_type) == 68", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, attach_btf_id) == 108", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, link_create.prog_fd) == 0", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, link_create.attach_type) == 8", "BpfAttributes"),
        ("linux/bpf.h", "offsetof(union bpf_attr, iter_create.link_fd) == 0", "BpfAttributes"),
        ("linux/bpf.h", "sizeof(struct bpf_insn) == 8 && offsetof(struct bpf_insn, off) == 2 && offsetof(struct bpf_insn, imm) == 4", "BpfAssembler"),
        ("linux/btf.h", "sizeof(struct btf_header) >= 24 && sizeof(struct btf_type) == 12 && sizeof(struct btf_member) == 12", "Btf"),
        ("linux/mount.h", "sizeof(struct mount_attr) == 32", "SpawnBodies"),
        ("linux/mount.h", "offsetof(struct mount_attr, attr_set) == 0", "SpawnBodies"),
        ("linux/netlink.h", "offsetof(struct nlattr, nla_type) == 2", "AttributeReader"),
        ("linux/netlink.h", "offsetof(struct nlmsgerr, msg) == 4", "ExtendedAck"),
        ("linux/netlink.h", "NLMSG_ALIGNTO == 4 && NLA_ALIGNTO == 4", "Alignment"),
        ("sys/socket.h", "offsetof(struct msghdr, msg_namelen) == 8 && offsetof(struct msghdr, msg_iov) == 16 && offsetof(struct msghdr, msg_iovlen) == 24", "Interop.MsgHdr"),
        ("sys/socket.h", "offsetof(struct msghdr, msg_control) == 32 && offsetof(struct msghdr, msg_controllen) == 40 && offsetof(struct msghdr, msg_flags) == 48", "Interop.MsgHdr"),
        ("sys/socket.h", "sizeof(struct msghdr) == 56", "Interop.MsgHdr"),
        ("sys/socket.h", "offsetof(struct cmsghdr, cmsg_len) == 0 && offsetof(struct cmsghdr, cmsg_level) == 8 && offsetof(struct cmsghdr, cmsg_type) == 12", "Interop.CMsgHdr"),
    ];

    /// <summary>Numbers, enums and structures of our own: no header knows them.</summary>
    internal static readonly HashSet<string> Ours = new(StringComparer.Ordinal)
    {
        "DnsMessage.A",
        "Errno.None",
        // struct mnt_id_req: too new for the headers of Debian 12, and grown since; ours says how long it is
        "MountIdRequest",
        "NetlinkBatch.ChunkSize",
        "NetlinkBatch.RunBytes",
        "NetlinkBatch.UsualRequest",
        "Verb",
        "HeaderFlags.None",
        // Facts has its offsets: what follows in C is of any length.
        "NamespaceFileHandle",
        "LinkFlags.None",
        "NetlinkExchange.AttemptsWithoutPause",
        "NetlinkExchange.MaxDumpAttempts",
        "DumpBuffer.FirstChunk",
        "DumpBuffer.MaxChunks",
        "NetlinkExchange.ReceiveBufferSize",
        "NetnsIdEventKind",
        "NetnsIdMessage",
        "NetnsIdMonitor.ReceiveBufferBytes",
        "NetnsIdTable.BatchSize",
    };

    static AbiTable()
    {
        foreach (AbiPart part in new[] { Links, Routing, TrafficControl, Monitoring, Generic })
        {
            Copy(part.Headers, Headers);
            Copy(part.Constants, Constants);
            Copy(part.Newer, Newer);
            Copy(part.Structs, Structs);
            Ours.UnionWith(part.Ours);
        }

        static void Copy<T>(Dictionary<string, T> from, Dictionary<string, T> to)
        {
            foreach ((string key, T value) in from)
            {
                to[key] = value;
            }
        }
    }

    /// <summary>The header of a C name or expression; null where <see cref="Headers"/> knows none.</summary>
    internal static string? Header(string expression) => Headers
        .Where(h => expression.StartsWith(h.Key, StringComparison.Ordinal))
        .OrderByDescending(h => h.Key.Length)
        .Select(h => h.Value)
        .FirstOrDefault();
}
