namespace LinuxNetns.Netlink;

/// <summary>
/// One end of a pair: what goes into one comes out of the other (kind <c>veth</c>, man 4 veth, linux/veth.h). Both ends are made together and end together.
/// </summary>
public sealed record VethLink : Link
{
    private const int VETH_INFO_PEER = 1;

    /// <summary>Describes a pair by the name of this end; the kernel chooses names that are not given.</summary>
    /// <param name="name">At most 15 bytes.</param>
    /// <exception cref="ArgumentException">No device can have the name.</exception>
    public VethLink(string name = "") : base(name) => Kind = "veth";

    internal VethLink(in LinkRow row) : base(row)
    {
    }

    /// <summary>For a pair to be made: the name of the other end. Never read back: <see cref="Link.Lower"/> has the peer's index.</summary>
    public string? PeerName { get; init; }

    /// <summary>For a pair to be made: the network namespace of the other end; null: the connection's. Never read back: see <see cref="Link.LowerNetnsId"/>.</summary>
    public NetnsReference? PeerNamespace { get; init; }

    /// <summary>
    /// For a pair to be made: everything else about the other end, its MTU, its address, whether it is up. <see cref="PeerName"/> and
    /// <see cref="PeerNamespace"/> go before what it says.
    /// </summary>
    public Link? Peer { get; init; }

    private protected override void WriteData(ref NetlinkWriter request, LinkResolver links)
    {
        if (Peer is null && PeerName is null && PeerNamespace is null)
        {
            return;
        }

        Link peer = Peer ?? new Link();
        peer = peer with { Name = PeerName ?? peer.Name, Namespace = PeerNamespace ?? peer.Namespace };
        peer.WriteAsPeer(ref request, VETH_INFO_PEER, links);
    }
}
