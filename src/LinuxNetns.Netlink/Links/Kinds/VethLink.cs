namespace LinuxNetns.Netlink;

/// <summary>
/// One end of a pair: what goes into one comes out of the other (kind <c>veth</c>, man 4 veth, linux/veth.h). Both ends are made together and end together.
/// </summary>
public sealed record VethLink : PairLink
{
    private const int VETH_INFO_PEER = 1;

    /// <summary>Describes a pair by the name of this end; the kernel chooses names that are not given.</summary>
    /// <param name="name">At most 15 bytes.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public VethLink(string name = "") : base(name) => Kind = "veth";

    internal VethLink(in LinkRow row) : base(row)
    {
    }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links) => WritePeer(ref request, VETH_INFO_PEER, links);
}
