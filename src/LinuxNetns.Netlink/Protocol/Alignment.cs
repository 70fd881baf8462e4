namespace LinuxNetns.Netlink;

/// <summary>NLMSG_ALIGN and NLA_ALIGN: headers, payloads and attributes start at multiples of four.</summary>
internal static class Alignment
{
    internal static int Up(int length) => (length + 3) & ~3;
}
