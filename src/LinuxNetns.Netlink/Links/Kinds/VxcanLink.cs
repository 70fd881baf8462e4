namespace LinuxNetns.Netlink;

/// <summary>
/// One end of a pair of CAN devices, a CAN bus across network namespaces (kind <c>vxcan</c>, man 8 ip-link, linux/can/vxcan.h).
/// </summary>
public sealed record VxcanLink : PairLink
{
    private const int VXCAN_INFO_PEER = 1;

    /// <summary>Describes a pair by the name of this end; the kernel chooses names that are not given.</summary>
    /// <param name="name">At most 15 bytes.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public VxcanLink(string name = "") : base(name) => Kind = "vxcan";

    internal VxcanLink(in LinkRow row) : base(row)
    {
    }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links) => WritePeer(ref request, VXCAN_INFO_PEER, links);
}
