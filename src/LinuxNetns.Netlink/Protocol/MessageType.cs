namespace LinuxNetns.Netlink;

/// <summary>NLMSG_* of linux/netlink.h and RTM_* of linux/rtnetlink.h.</summary>
internal enum MessageType : ushort
{
    Noop = 1,
    Error = 2,
    Done = 3,
    Overrun = 4,
    NewLink = 16,
    GetLink = 18,
    SetLink = 19,
    NewNetnsId = 88,
    DeleteNetnsId = 89,
    GetNetnsId = 90,
}
